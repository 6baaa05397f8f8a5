//! Suppliers of the start, where a contract of the firm runs already or the firm has suppliers of its own.

use std::collections::BTreeSet;

use super::contract::base_year_t;
use crate::book::{Book, ROUNDING};
use crate::firm::Firm;
use crate::world::{World, intakes};

/// Lets the suppliers of the start say what the firm's contracts and own suppliers say.
pub(super) fn share_out(world: &mut World, firm: &Firm) {
    for good in goods(world, firm) {
        let mut book = Book::new(&world.scenario, &good);
        for taken in &world.taken {
            if has_own_suppliers(firm, &taken.by) {
                let is_whole = book.leave_the_rest(&taken.by, &taken.from);
                if !is_whole {
                    world.notes.push(format!(
                        "`{}` buys `{good}` where `{}` bought less: other suppliers sell a little less or more than before",
                        taken.by, taken.from
                    ));
                }
            }
        }
        for agreement in firm
            .agreements
            .iter()
            .filter(|agreement| agreement.contract.good == good)
        {
            let contract = &agreement.contract;
            let donor = |id: &str| {
                world
                    .taken
                    .iter()
                    .find(|taken| taken.by == id)
                    .map(|taken| taken.from.as_str())
            };
            let tonnes = base_year_t(world, contract);
            let beyond = book.pledge(
                &contract.buyer,
                &contract.seller,
                tonnes,
                donor(&contract.buyer),
                donor(&contract.seller),
            );
            if beyond > ROUNDING * tonnes {
                world.notes.push(format!(
                    "contract `{}`: {:.1} t/yr are more than `{}` sells in the base year, and come on top",
                    contract.id, beyond, contract.seller
                ));
            }
        }
        book.write_back(world);
    }
}

/// Goods with statements that others have to answer.
fn goods(world: &World, firm: &Firm) -> BTreeSet<String> {
    let contracts = firm.agreements.iter().map(|agreement| &agreement.contract);
    let running = contracts.filter(|contract| base_year_t(world, contract) > 0.0);
    let mut goods: BTreeSet<String> = running.map(|contract| contract.good.clone()).collect();
    for taken in world
        .taken
        .iter()
        .filter(|taken| has_own_suppliers(firm, &taken.by))
    {
        let buyers = world
            .scenario
            .buyers
            .iter()
            .filter(|buyer| buyer.id == taken.by);
        goods.extend(buyers.map(|buyer| buyer.good.clone()));
        for refiner in world
            .scenario
            .refiners
            .iter()
            .filter(|refiner| refiner.id == taken.by)
        {
            goods.extend(
                intakes(&world.scenario, &refiner.recipe)
                    .iter()
                    .map(|(good, _)| (*good).to_owned()),
            );
        }
    }
    goods
}

fn has_own_suppliers(firm: &Firm, id: &str) -> bool {
    let plants = firm
        .facilities
        .iter()
        .map(|facility| (&facility.id, facility));
    let uses = firm.uses.iter().map(|found| (&found.id, &found.facility));
    plants
        .chain(uses)
        .any(|(known, facility)| known == id && facility.supply_from.is_some())
}
