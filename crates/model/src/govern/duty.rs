//! Duties: taxes on leaving or entering, and the adjustable tariff that keeps imports at a floor price.

use super::licence::countries;
use super::{Controls, Policy};
use crate::facts::Facts;
use scenario::Instrument;

/// Adds the duty to every passage it covers; duties add up, floors take the higher.
pub(super) fn enact(policy: &Policy, facts: &Facts, controls: &mut Controls) {
    let here = policy.government;
    match &policy.instrument {
        Instrument::ExportDuty { goods, duty_share } => {
            for good in goods.iter().map(|id| facts.goods.index(id)) {
                controls.export_duty_share[good * facts.places.n_countries() + here] += duty_share;
            }
        }
        Instrument::ImportDuty {
            goods,
            origins,
            duty_share,
        } => {
            on_imports(goods, origins, here, facts, controls, |passage| {
                passage.import_duty_share += duty_share;
            });
        }
        Instrument::PriceFloorTariff {
            goods,
            origins,
            floor_usd_per_kg,
        } => {
            let floor = floor_usd_per_kg * 1000.0;
            on_imports(goods, origins, here, facts, controls, |passage| {
                passage.import_floor_usd_per_t = passage.import_floor_usd_per_t.max(floor);
            });
        }
        _ => {}
    }
}

fn on_imports(
    goods: &[String],
    origins: &[String],
    here: usize,
    facts: &Facts,
    controls: &mut Controls,
    mut change: impl FnMut(&mut super::Passage),
) {
    for good in goods.iter().map(|id| facts.goods.index(id)) {
        for origin in countries(origins, facts) {
            if origin != here {
                let cell = controls.cell(good, origin, here);
                change(&mut controls.passages[cell]);
            }
        }
    }
}
