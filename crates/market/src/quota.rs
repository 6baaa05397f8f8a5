//! The rent of a quota: what a licence to export is worth when licences are scarce.
//!
//! A quota that covers several goods has one rent, since a tonne of licence may carry any of them: the lambda >= 0 at
//! which exports of all goods in scope sum to the week's quota, and nothing where the quota is slack. Licences that
//! are issued good by good, or destination by destination, have a rent each.
//!
//! Source: docs/concepts/govern.md, "Export quota".

/// How much leaves under a rent. Exports must not rise with the rent.
pub trait ExportBook {
    /// Exports in the week if a licence costs this much (t).
    fn exports_at(&mut self, rent_usd_per_t: f64) -> f64;
}

impl<F: FnMut(f64) -> f64> ExportBook for F {
    fn exports_at(&mut self, rent_usd_per_t: f64) -> f64 {
        self(rent_usd_per_t)
    }
}

/// Where to look for a rent.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RentSearch {
    /// A guess, such as last week's rent or the price at home (USD/t); it only saves time.
    pub guess_usd_per_t: f64,
    /// The highest rent thinkable, such as the highest value of a tonne abroad (USD/t).
    pub most_usd_per_t: f64,
    /// How narrow the bracket around the rent has to be, as a share of the rent, or how little of the quota may stay
    /// unused, as a share of the quota: whichever comes first.
    pub tolerance_share: f64,
}

/// A rent and what leaves under it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rent {
    /// What a licence is worth (USD/t).
    pub rent_usd_per_t: f64,
    /// Exports under that rent (t).
    pub exports_t: f64,
    /// How many rents were tried.
    pub evaluations: u32,
}

/// Rounds along chords; a jump can hold them up, so the rest halves the bracket.
const CHORD_ROUNDS: u32 = 20;
const MOST_ROUNDS: u32 = 60;
/// The first step up from nothing, as a share of the highest rent thinkable.
const FIRST_STEP_SHARE: f64 = 1.0 / 1024.0;
const WIDENING: f64 = 4.0;

/// The tonnes of a quota that may leave this week: `pace x left / weeks_left`, never more than what is left.
///
/// ```
/// # use market::quota::weekly_quota;
/// assert_eq!(weekly_quota(520.0, 52, 1.05), 10.5); // 1.05 x 520/52
/// assert_eq!(weekly_quota(8.0, 1, 1.05), 8.0); // the last week takes what is left
/// assert_eq!(weekly_quota(8.0, 0, 1.05), 0.0);
/// ```
pub fn weekly_quota(left_t: f64, weeks_left: u32, pace_share: f64) -> f64 {
    if weeks_left == 0 {
        return 0.0;
    }
    let left_t = left_t.max(0.0);
    (pace_share * left_t / f64::from(weeks_left)).min(left_t)
}

/// The one rent of a quota over several books. Exports under it never exceed the quota, unless they do at the highest
/// rent thinkable.
///
/// ```
/// # use market::quota::{RentSearch, common_rent};
/// let search = RentSearch { guess_usd_per_t: 0.0, most_usd_per_t: 1000.0, tolerance_share: 1e-10 };
/// let mut lanthanum = |rent: f64| (60.0 - rent).max(0.0);
/// let mut cerium = |rent: f64| (40.0 - rent).max(0.0);
/// // (60 - r) + (40 - r) = 50 at r = 25
/// let rent = common_rent(&mut [&mut lanthanum, &mut cerium], 50.0, &search);
/// assert!((rent.rent_usd_per_t - 25.0).abs() < 1e-6);
/// ```
pub fn common_rent(books: &mut [&mut dyn ExportBook], quota_t: f64, search: &RentSearch) -> Rent {
    let mut total = |rent: f64| books.iter_mut().map(|book| book.exports_at(rent)).sum();
    search_rent(&mut total, quota_t, search)
}

/// The rent of licences that carry one good to one destination.
pub fn licence_rent(book: &mut dyn ExportBook, licensed_t: f64, search: &RentSearch) -> Rent {
    search_rent(&mut |rent| book.exports_at(rent), licensed_t, search)
}

/// A rent that was tried.
#[derive(Clone, Copy)]
struct Tried {
    rent: f64,
    exports_t: f64,
    /// Exports above the quota, after the halving of the Illinois rule.
    weight_t: f64,
}

fn search_rent(exports_at: &mut dyn FnMut(f64) -> f64, quota_t: f64, search: &RentSearch) -> Rent {
    let mut evaluations = 0;
    let mut look = |rent: f64| {
        evaluations += 1;
        let exports_t = exports_at(rent);
        Tried {
            rent,
            exports_t,
            weight_t: exports_t - quota_t,
        }
    };
    let slack = look(0.0);
    let (mut low, mut high) = if slack.exports_t <= quota_t {
        (slack, slack)
    } else {
        widen(slack, search, &mut look)
    };
    let mut last_side_was_low = None;
    for round in 0..MOST_ROUNDS {
        let width = high.rent - low.rent;
        let is_narrow = width <= search.tolerance_share * high.rent;
        let is_used_up =
            quota_t > 0.0 && high.exports_t >= quota_t * (1.0 - search.tolerance_share);
        if is_narrow || is_used_up {
            break;
        }
        let tried = look(between(&low, &high, round));
        let is_low = tried.exports_t > quota_t;
        // Illinois: an end that stays put twice loses half its weight, so that the next guess passes the root.
        if is_low {
            low = tried;
            high.weight_t *= if last_side_was_low == Some(true) {
                0.5
            } else {
                1.0
            };
        } else {
            high = tried;
            low.weight_t *= if last_side_was_low == Some(false) {
                0.5
            } else {
                1.0
            };
        }
        last_side_was_low = Some(is_low);
    }
    Rent {
        rent_usd_per_t: high.rent,
        exports_t: high.exports_t,
        evaluations,
    }
}

/// Steps up from a rent that is too low until one is high enough, or the highest thinkable.
fn widen(slack: Tried, search: &RentSearch, look: &mut dyn FnMut(f64) -> Tried) -> (Tried, Tried) {
    let most = search.most_usd_per_t.max(0.0);
    let mut low = slack;
    let mut next = if search.guess_usd_per_t > 0.0 {
        search.guess_usd_per_t
    } else {
        most * FIRST_STEP_SHARE
    };
    loop {
        let tried = look(next.min(most));
        if tried.weight_t <= 0.0 || tried.rent >= most {
            return (low, tried);
        }
        low = tried;
        next *= WIDENING;
    }
}

/// The chord's zero, kept off both ends so that a jump still shrinks the bracket.
fn between(low: &Tried, high: &Tried, round: u32) -> f64 {
    let width = high.rent - low.rent;
    let chord = low.weight_t / (low.weight_t - high.weight_t);
    // Halving also serves where the chord says nothing.
    let place = if round < CHORD_ROUNDS && chord > 0.0 && chord < 1.0 {
        chord
    } else {
        0.5
    };
    low.rent + place * width
}
