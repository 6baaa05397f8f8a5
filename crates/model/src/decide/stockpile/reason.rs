//! Reasons: what in the journal lay behind what a strategic stock does.

use crate::agent::AgentIndex;
use crate::chain::Chain;
use crate::depot::Stance;
use crate::facts::Facts;
use crate::goods::GoodIndex;
use crate::journal::{Journal, Reach, Role};
use crate::need::Web;
use crate::place::CountryIndex;

/// Behind a release to a country: shortages there of the good or of what is made from it, a rise of its quote, and curbs
/// on it that reach the country.
pub(super) fn behind_release(
    good: GoodIndex,
    country: CountryIndex,
    web: &Web,
    facts: &Facts,
    journal: &Journal,
) -> Vec<u64> {
    let zone = facts.places.country_zone[country];
    let is_in_zone = |at: &CountryIndex| facts.places.country_zone[*at] == zone;
    journal.recall(Reach::Standing, |memo| match memo.role {
        Role::Shortage if memo.countries.contains(&country) => {
            let missed = memo.goods.first()?;
            Chain::behind(*missed, web).stages_to(&[good])
        }
        Role::Rise if memo.is_about(&[good]) => memo.countries.iter().any(is_in_zone).then_some(0),
        Role::Curb if memo.is_about(&[good]) => memo.reaches(country).then_some(1),
        _ => None,
    })
}

/// Behind a change of stance: what the same stock did before; and behind the end of buying, what made the good scarce.
pub(super) fn behind_stance(
    agent: AgentIndex,
    good: GoodIndex,
    next: Stance,
    journal: &Journal,
) -> Vec<u64> {
    journal.recall(Reach::News, |memo| {
        let is_own = memo.agents.first() == Some(&agent) && memo.is_about(&[good]);
        match memo.role {
            Role::Purchase | Role::Release => is_own.then_some(0),
            Role::Fall if next == Stance::Buy => memo.is_about(&[good]).then_some(1),
            _ => None,
        }
    })
}
