//! The bulletin: policies that are announced, take effect or end, in words, with what they go back to.

use super::Policy;
use crate::agent::AgentIndex;
use crate::facts::Facts;
use crate::goods::GoodIndex;
use crate::journal::{Journal, Matter, Note, Reach, Role};
use crate::place::CountryIndex;
use scenario::Instrument;

/// Puts a policy that changes this week into the journal. `others` are all policies: one that ends while another of the
/// same government about the same goods takes effect has given way to it.
pub(super) fn report_change(
    policy: &Policy,
    others: &[Policy],
    week: i64,
    facts: &Facts,
    journal: &mut Journal,
) {
    let government = &facts.places.country_ids[policy.government];
    let what = describe(&policy.instrument);
    let (verb, role) = match week {
        _ if week == policy.effective => ("brings into force", role(&policy.instrument)),
        _ if week == policy.ends && is_replaced(policy, others, week, facts) => {
            ("lifts", Role::Replacement)
        }
        _ if week == policy.ends => ("lifts", Role::Relief),
        _ => ("announces", role(&policy.instrument)),
    };
    let scope = Scope::of(policy, facts);
    // Its earlier stages, and what the government chose this week.
    let causes = journal.recall(Reach::Standing, |memo| {
        let is_earlier = memo.policy.as_deref() == Some(&policy.id);
        let is_choice = memo.role == Role::Choice
            && memo.week == week
            && memo.countries.first() == Some(&policy.government)
            && memo.is_about(&scope.goods);
        (is_earlier || is_choice).then_some(usize::from(!is_choice))
    });
    let sentence = format!("{government} {verb} {what} ({})", policy.id);
    let note = Note::new(role, sentence)
        .about(&scope.goods)
        .between(&scope.countries)
        .on_policy(Some(&policy.id))
        .because(causes);
    let id = journal.note(note);
    for &plant in scope.plants.iter().filter(|_| role == Role::Support) {
        journal.file(Matter::Backing(plant), &[id]);
    }
}

/// Whether another control of the same government on some of the same goods takes effect in the week.
fn is_replaced(policy: &Policy, others: &[Policy], week: i64, facts: &Facts) -> bool {
    let goods = Scope::of(policy, facts).goods;
    others.iter().any(|other| {
        other.effective == week
            && other.ends > week
            && other.government == policy.government
            && role(&other.instrument) == role(&policy.instrument)
            && (Scope::of(other, facts).goods.iter()).any(|good| goods.contains(good))
    })
}

/// What a policy is about: goods, the country that acts and those acted upon, the plants supported.
struct Scope {
    goods: Vec<GoodIndex>,
    countries: Vec<CountryIndex>,
    plants: Vec<AgentIndex>,
}

impl Scope {
    fn of(policy: &Policy, facts: &Facts) -> Self {
        let (mut goods, mut others): (&[String], &[String]) = (&[], &[]);
        let (mut good, mut plants) = (None, Vec::new());
        match &policy.instrument {
            Instrument::ExportLicence {
                goods: scope,
                destinations,
                ..
            }
            | Instrument::ExportBan {
                goods: scope,
                destinations,
                ..
            } => (goods, others) = (scope, destinations),
            Instrument::ImportDuty {
                goods: scope,
                origins,
                ..
            }
            | Instrument::PriceFloorTariff {
                goods: scope,
                origins,
                ..
            } => (goods, others) = (scope, origins),
            Instrument::ExportQuota { goods: scope, .. }
            | Instrument::ExportDuty { goods: scope, .. }
            | Instrument::ResaleBan { goods: scope, .. } => goods = scope,
            Instrument::PriceFloor {
                facility,
                good: supported,
                ..
            } => (good, plants) = (Some(supported), vec![facts.agents.index(facility)]),
            Instrument::ProductionCredit { facilities, .. } => {
                plants = credited(facilities, policy.government, facts);
            }
            Instrument::ProductionQuota { .. } | Instrument::BorderEnforcement { .. } => {}
        }
        let others = others.iter().map(|id| facts.places.country(id));
        Self {
            goods: goods
                .iter()
                .chain(good)
                .map(|id| facts.goods.index(id))
                .collect(),
            countries: std::iter::once(policy.government).chain(others).collect(),
            plants,
        }
    }
}

/// Plants that get a credit: those named, or all of the country.
fn credited(facilities: &[String], government: CountryIndex, facts: &Facts) -> Vec<AgentIndex> {
    if facilities.is_empty() {
        let plants = facts
            .agents
            .mines
            .clone()
            .chain(facts.agents.refiners.clone());
        plants
            .filter(|&agent| facts.agents.country[agent] == government)
            .collect()
    } else {
        let index = |id: &String| facts.agents.index(id);
        facilities.iter().map(index).collect()
    }
}

fn role(instrument: &Instrument) -> Role {
    match instrument {
        Instrument::ExportLicence { .. }
        | Instrument::ExportBan { .. }
        | Instrument::ExportQuota { .. }
        | Instrument::ExportDuty { .. }
        | Instrument::ResaleBan { .. } => Role::Curb,
        Instrument::ImportDuty { .. } | Instrument::PriceFloorTariff { .. } => Role::ImportDuty,
        Instrument::PriceFloor { .. } | Instrument::ProductionCredit { .. } => Role::Support,
        Instrument::ProductionQuota { .. } | Instrument::BorderEnforcement { .. } => Role::Rule,
    }
}

#[expect(
    clippy::too_many_lines,
    reason = "a catalogue: one sentence per instrument"
)]
fn describe(instrument: &Instrument) -> String {
    let list = |ids: &[String]| {
        if ids.is_empty() {
            "all destinations".to_owned()
        } else {
            ids.join(", ")
        }
    };
    match instrument {
        Instrument::ExportLicence {
            goods,
            destinations,
            approval_share,
            ..
        } => format!(
            "export licences on {} to {}, {:.0} % of ordinary purchases approved",
            goods.join(", "),
            list(destinations),
            approval_share * 100.0
        ),
        Instrument::ExportBan {
            goods,
            destinations,
            ..
        } => {
            format!(
                "an export ban on {} to {}",
                goods.join(", "),
                list(destinations)
            )
        }
        Instrument::ExportQuota {
            goods,
            limit_t_per_year,
            ..
        } => {
            format!(
                "an export quota of {limit_t_per_year:.0} t a year on {}",
                goods.join(", ")
            )
        }
        Instrument::ExportDuty { goods, duty_share } => {
            format!(
                "an export duty of {:.0} % on {}",
                duty_share * 100.0,
                goods.join(", ")
            )
        }
        Instrument::ImportDuty {
            goods, duty_share, ..
        } => {
            format!(
                "an import duty of {:.0} % on {}",
                duty_share * 100.0,
                goods.join(", ")
            )
        }
        Instrument::PriceFloorTariff {
            goods,
            floor_usd_per_kg,
            ..
        } => {
            format!(
                "an adjustable tariff up to {floor_usd_per_kg:.0} USD/kg on {}",
                goods.join(", ")
            )
        }
        Instrument::ProductionQuota {
            limit_t_per_year, ..
        } => {
            format!("a production quota of {limit_t_per_year:.0} t a year")
        }
        Instrument::ResaleBan { goods, .. } => format!("a ban on reselling {}", goods.join(", ")),
        Instrument::BorderEnforcement { border_share } => {
            format!(
                "border enforcement that stops {:.0} % of leakage",
                border_share * 100.0
            )
        }
        Instrument::PriceFloor {
            facility,
            good,
            strike_usd_per_kg,
            ..
        } => {
            format!("a price floor of {strike_usd_per_kg:.0} USD/kg for {good} of {facility}")
        }
        Instrument::ProductionCredit { cost_share, .. } => {
            format!("a credit of {:.0} % of processing cost", cost_share * 100.0)
        }
    }
}
