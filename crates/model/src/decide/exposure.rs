//! Exposure: what a government stands to lose when origins under a known control deliver nothing.

use crate::clock::WEEKS_PER_YEAR;
use crate::depot::Depots;
use crate::goods::GoodIndex;
use crate::place::CountryIndex;
use crate::plant::invest::Outlook;

/// What users in some countries draw of a good from origins under a known control [t/yr], and what a missing tonne costs
/// them [USD/t].
pub(super) fn exposure(
    outlook: &Outlook,
    depots: &Depots,
    countries: impl Iterator<Item = CountryIndex>,
    good: GoodIndex,
) -> (f64, f64) {
    let (mut exposed_t, mut lost_usd, mut use_t) = (0.0, 0.0, 0.0);
    for (at, need) in countries.flat_map(|country| outlook.needs_of_good(country, good)) {
        let threatened = outlook.threatened_share(need);
        let loss = depots.loss_usd_per_t.get(at).copied();
        exposed_t += need.expected_t * threatened;
        lost_usd += need.expected_t * loss.unwrap_or(need.ceiling);
        use_t += need.expected_t;
    }
    let loss = if use_t > 0.0 { lost_usd / use_t } else { 0.0 };
    (exposed_t * WEEKS_PER_YEAR, loss)
}
