//! Too little for all: who gets what.

/// In which order requests are served.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RationingRule {
    /// Everybody the same share of the request.
    #[default]
    ProRata,
    /// The higher key first, where the key is the value of a tonne to the one who asks; equals pro rata.
    ByValue,
    /// The higher key first, where the key is the trust in the one who asks; equals pro rata.
    FriendsFirst,
}

/// Shares `available` among `requests` into `out`, and says how much was given: the smaller of both sums.
///
/// Nobody gets more than requested. `keys` order the requests under every rule but [`RationingRule::ProRata`], which
/// does not look at them. Requests below zero and NaN count as nothing, a NaN key as the lowest.
///
/// ```
/// use market::ration::{RationingRule, ration};
/// let mut out = [0.0; 3];
/// // 9 of 12: three quarters each
/// assert_eq!(ration(&[4.0, 6.0, 2.0], 9.0, RationingRule::ProRata, &[], &mut out), 9.0);
/// assert_eq!(out, [3.0, 4.5, 1.5]);
/// // the highest key is served in full, the two equals share the other 7 of 10
/// ration(&[4.0, 6.0, 2.0], 9.0, RationingRule::ByValue, &[1.0, 1.0, 5.0], &mut out);
/// assert!((out[0] - 2.8).abs() < 1e-12 && (out[1] - 4.2).abs() < 1e-12 && out[2] == 2.0);
/// ```
pub fn ration(
    requests: &[f64],
    available: f64,
    rule: RationingRule,
    keys: &[f64],
    out: &mut [f64],
) -> f64 {
    debug_assert_eq!(
        requests.len(),
        out.len(),
        "one place in `out` for each request"
    );
    out.fill(0.0);
    let available = available.max(0.0);
    match rule {
        RationingRule::ProRata => share_pro_rata(requests, available, |_| true, out),
        RationingRule::ByValue | RationingRule::FriendsFirst => {
            share_by_key(requests, available, keys, out)
        }
    }
}

/// Serves one key after the other, from the highest; scanning for the next one saves a buffer for sorting.
fn share_by_key(requests: &[f64], available: f64, keys: &[f64], out: &mut [f64]) -> f64 {
    let key_of = |index: usize| {
        keys.get(index)
            .copied()
            .filter(|key| !key.is_nan())
            .unwrap_or(f64::NEG_INFINITY)
    };
    let mut given = 0.0;
    let mut served_down_to: Option<f64> = None;
    loop {
        let waiting = (0..requests.len())
            .map(key_of)
            .filter(|key| served_down_to.is_none_or(|last| *key < last));
        let Some(next) = waiting.reduce(f64::max) else {
            return given;
        };
        let is_next = |index: usize| key_of(index).total_cmp(&next).is_eq();
        given += share_pro_rata(requests, available - given, is_next, out);
        if given >= available {
            return available.min(given);
        }
        served_down_to = Some(next);
    }
}

/// Serves the chosen requests at one share of what they ask.
fn share_pro_rata(
    requests: &[f64],
    available: f64,
    is_chosen: impl Fn(usize) -> bool,
    out: &mut [f64],
) -> f64 {
    let chosen = || (0..requests.len()).filter(|index| is_chosen(*index));
    let wanted: f64 = chosen().map(|index| requests[index].max(0.0)).sum();
    let served_share = if wanted > available {
        available / wanted
    } else {
        1.0
    };
    for index in chosen() {
        out[index] = requests[index].max(0.0) * served_share;
    }
    wanted.min(available)
}
