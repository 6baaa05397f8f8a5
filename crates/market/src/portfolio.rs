//! Whom a buyer buys from: shares that follow cost and trust, slowly.
//!
//! Each supplier that the buyer may use has a utility, `-ln(landed price) - gamma risk`. Wanted shares are `base
//! exp(beta U)`, scaled to one, where the base is what a supplier would have at equal utility; and actual shares move towards them at a speed.
//!
//! Source: docs/concepts/buy.md, "Portfolio".

use units::{Share, Span};

/// Totals this close to a cap stand at it.
const AT_CAP: f64 = 1e-12;

/// What a supplier is worth: `-ln(landed) - gamma risk`.
pub fn supplier_utility(landed_usd_per_t: f64, risk: f64, risk_weight: f64) -> f64 {
    -libm::log(landed_usd_per_t) - risk_weight * risk
}

/// The shares a buyer would like: `base exp(beta U)` over the eligible, scaled to one, into `out`. A base of zero makes a
/// supplier ineligible; all shares are zero where nobody is eligible.
///
/// ```
/// use market::portfolio::{supplier_utility, target_shares};
/// let utilities = [supplier_utility(100.0, 0.0, 1.0), supplier_utility(200.0, 0.0, 1.0), 0.0];
/// let mut out = [0.0; 3];
/// target_shares(&[0.5, 0.5, 0.0], &utilities, 1.0, &mut out);
/// // exp(-ln 100) : exp(-ln 200) = 2 : 1
/// assert!((out[0] - 2.0 / 3.0).abs() < 1e-12 && (out[1] - 1.0 / 3.0).abs() < 1e-12 && out[2] == 0.0);
/// ```
pub fn target_shares(bases: &[f64], utilities: &[f64], beta: f64, out: &mut [f64]) {
    let eligible = bases.iter().zip(utilities).filter(|(base, _)| **base > 0.0);
    // Distances from the best keep the exponentials between 0 and 1.
    let best = eligible
        .map(|(_, utility)| *utility)
        .fold(f64::NEG_INFINITY, f64::max);
    for ((share, utility), base) in out.iter_mut().zip(utilities).zip(bases) {
        *share = if *base > 0.0 && best.is_finite() {
            base * libm::exp(beta * (utility - best))
        } else {
            0.0
        };
    }
    normalise(out);
}

/// Holds every group, such as an origin, to at most `cap` of the whole, and hands the excess to the other groups in
/// proportion. Where there are too few groups to hold it, they end up equal: a cap does not make anybody buy less.
///
/// ```
/// use market::portfolio::cap_groups;
/// use units::Share;
/// let mut shares = [0.6, 0.2, 0.15, 0.05];
/// cap_groups(&mut shares, &[0, 0, 1, 2], Share::clamped(0.6));
/// // group 0 falls from 0.8 to 0.6, the others double from 0.2 to 0.4
/// for (share, wanted) in shares.iter().zip([0.45, 0.15, 0.3, 0.1]) {
///     assert!((share - wanted).abs() < 1e-12);
/// }
/// ```
pub fn cap_groups(shares: &mut [f64], groups: &[u32], cap: Share) {
    normalise(shares);
    let present = (0..shares.len()).filter(|index| {
        is_first_of_group(*index, groups) && total_of(groups[*index], shares, groups) > 0.0
    });
    let present = present.count();
    if present == 0 {
        return;
    }
    let cap = cap.as_fraction().max(1.0 / present as f64);
    // Every round caps at least one more group, or is the last.
    for _ in 0..present {
        let mut is_over = false;
        let mut capped = 0.0;
        for index in (0..shares.len()).filter(|index| is_first_of_group(*index, groups)) {
            let total = total_of(groups[index], shares, groups);
            if total >= cap - AT_CAP {
                is_over |= total > cap + AT_CAP;
                scale_group(groups[index], shares, groups, cap / total);
                capped += cap;
            }
        }
        if !is_over {
            return;
        }
        let free: f64 = free_members(shares, groups, cap).sum();
        for index in (0..shares.len()).filter(|index| is_first_of_group(*index, groups)) {
            if free > 0.0 && total_of(groups[index], shares, groups) < cap - AT_CAP {
                scale_group(groups[index], shares, groups, (1.0 - capped) / free);
            }
        }
    }
}

/// Moves shares towards their target, `w += speed dt (w* - w)`, never past it, and makes them sum to one.
///
/// ```
/// use market::portfolio::adapt;
/// use units::Span;
/// let mut shares = [1.0, 0.0];
/// adapt(&mut shares, &[0.5, 0.5], 1.0, Span::years(0.1));
/// assert!((shares[0] - 0.95).abs() < 1e-12); // 1 - 1 x 0.1 x 0.5
/// ```
pub fn adapt(shares: &mut [f64], targets: &[f64], speed_per_year: f64, elapsed: Span) {
    let step = (speed_per_year * elapsed.as_years()).clamp(0.0, 1.0);
    for (share, target) in shares.iter_mut().zip(targets) {
        *share += step * (target - *share);
    }
    normalise(shares);
}

/// Makes shares sum to one, unless all are zero.
fn normalise(shares: &mut [f64]) {
    let total: f64 = shares.iter().sum();
    if total > 0.0 {
        for share in shares {
            *share /= total;
        }
    }
}

fn is_first_of_group(index: usize, groups: &[u32]) -> bool {
    !groups[..index].contains(&groups[index])
}

fn total_of(group: u32, shares: &[f64], groups: &[u32]) -> f64 {
    let members = shares.iter().zip(groups).filter(|(_, own)| **own == group);
    members.map(|(share, _)| *share).sum()
}

fn scale_group(group: u32, shares: &mut [f64], groups: &[u32], factor: f64) {
    for (share, _) in shares
        .iter_mut()
        .zip(groups)
        .filter(|(_, own)| **own == group)
    {
        *share *= factor;
    }
}

/// The shares of those whose group stands below the cap.
fn free_members(shares: &[f64], groups: &[u32], cap: f64) -> impl Iterator<Item = f64> {
    let is_free = move |group: u32| total_of(group, shares, groups) < cap - AT_CAP;
    shares
        .iter()
        .zip(groups)
        .filter(move |(_, group)| is_free(**group))
        .map(|(share, _)| *share)
}
