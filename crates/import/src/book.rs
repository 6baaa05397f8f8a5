//! Who buys how much from whom in the base year: where a contract of the firm already runs, or the firm has suppliers of its
//! own, the places of suppliers change so that nobody else sells or buys more or less than before.
//!
//! Raising what B buys from S by d takes a_s d from each other supplier s of B and b_c d from each other customer c of S, and
//! gives a_s b_c d from s to c. All rows and columns keep their sums. Partners are first the displaced nodes, then everybody
//! by size.

use std::collections::BTreeMap;

use scenario::Scenario;

use crate::facility::outputs;
use crate::world::{World, intakes, mined_t, throughput_t};

/// What is below this share of a need is rounding.
pub(crate) const ROUNDING: f64 = 1e-9;

/// Base-year purchases of a good.
pub(crate) struct Book {
    good: String,
    sellers: Vec<Seller>,
    rows: Vec<Purchases>,
}

struct Seller {
    id: String,
    country: String,
    /// Throughput in the base year [t/yr].
    size: f64,
}

struct Purchases {
    section: &'static str,
    id: String,
    /// From each seller [t/yr].
    tonnes: Vec<f64>,
    is_changed: bool,
}

impl Book {
    pub(crate) fn new(scenario: &Scenario, good: &str) -> Self {
        let makes = |recipe: &str| {
            let mut recipes = scenario.recipes.iter();
            recipes.any(|known| known.id == recipe && outputs(known).contains(&good))
        };
        let mines = scenario.mines.iter().filter(|mine| mine.good == good);
        let mines = mines.map(|mine| (&mine.id, &mine.country, mined_t(mine)));
        let refiners = scenario
            .refiners
            .iter()
            .filter(|refiner| makes(&refiner.recipe));
        let refiners =
            refiners.map(|refiner| (&refiner.id, &refiner.country, throughput_t(refiner)));
        let sellers: Vec<Seller> = mines
            .chain(refiners)
            .map(|(id, country, size)| Seller {
                id: id.clone(),
                country: country.clone(),
                size,
            })
            .collect();
        let users = scenario.refiners.iter().filter_map(|refiner| {
            let (_, rate) = intakes(scenario, &refiner.recipe)
                .into_iter()
                .find(|(input, _)| *input == good)?;
            let need = rate * throughput_t(refiner);
            Some((
                "refiners",
                &refiner.id,
                need,
                &refiner.supply_from,
                refiner.supply.get(good),
            ))
        });
        let buyers = scenario.buyers.iter().filter(|buyer| buyer.good == good);
        let buyers = buyers.map(|buyer| {
            (
                "buyers",
                &buyer.id,
                buyer.demand_t_per_year,
                &buyer.supply_from,
                buyer.supply.get(good),
            )
        });
        let rows = users
            .chain(buyers)
            .map(|(section, id, need, by_country, by_name)| {
                let weights = weights(&sellers, id, by_country, by_name);
                let total: f64 = weights.iter().sum();
                let part = |weight: &f64| {
                    if total > 0.0 {
                        need * weight / total
                    } else {
                        0.0
                    }
                };
                Purchases {
                    section,
                    id: id.clone(),
                    tonnes: weights.iter().map(part).collect(),
                    is_changed: false,
                }
            })
            .collect();
        Self {
            good: good.to_owned(),
            sellers,
            rows,
        }
    }

    /// What all sellers make in the base year [t/yr].
    pub(crate) fn made_t(&self) -> f64 {
        self.sellers.iter().map(|seller| seller.size).sum()
    }

    fn row(&self, id: &str) -> Option<usize> {
        self.rows.iter().position(|row| row.id == id)
    }

    fn seller(&self, id: &str) -> Option<usize> {
        self.sellers.iter().position(|seller| seller.id == id)
    }

    /// The displaced node buys what both bought together less what the firm buys; whether that could be.
    pub(crate) fn leave_the_rest(&mut self, own: &str, donor: &str) -> bool {
        let (Some(own), Some(donor)) = (self.row(own), self.row(donor)) else {
            return true;
        };
        let sum = |tonnes: &[f64]| tonnes.iter().sum::<f64>();
        let own_t = self.rows[own].tonnes.clone();
        let donor_t = &mut self.rows[donor];
        let (own_sum, donor_sum) = (sum(&own_t), sum(&donor_t.tonnes));
        if donor_sum <= 0.0 {
            return true;
        }
        let as_one = 1.0 + own_sum / donor_sum;
        let rest: Vec<f64> = donor_t
            .tonnes
            .iter()
            .zip(&own_t)
            .map(|(tonnes, own)| tonnes * as_one - own)
            .collect();
        let is_whole = rest.iter().all(|tonnes| *tonnes >= -ROUNDING * donor_sum);
        let rest: Vec<f64> = rest.into_iter().map(|tonnes| tonnes.max(0.0)).collect();
        let scale = donor_sum / sum(&rest);
        donor_t.tonnes = rest.into_iter().map(|tonnes| tonnes * scale).collect();
        donor_t.is_changed = true;
        is_whole
    }

    /// Raises what a buyer gets from a seller to `tonnes`; what nobody could give up comes on top and is returned [t/yr].
    pub(crate) fn pledge(
        &mut self,
        buyer: &str,
        seller: &str,
        tonnes: f64,
        buyers_donor: Option<&str>,
        sellers_donor: Option<&str>,
    ) -> f64 {
        let (Some(row), Some(column)) = (self.row(buyer), self.seller(seller)) else {
            return 0.0;
        };
        let customers = buyers_donor.and_then(|id| self.row(id));
        let suppliers = sellers_donor.and_then(|id| self.seller(id));
        for (customers, suppliers) in [
            (customers, suppliers),
            (customers, None),
            (None, suppliers),
            (None, None),
        ] {
            let missing = tonnes - self.rows[row].tonnes[column];
            if missing <= ROUNDING * tonnes {
                return 0.0;
            }
            self.swap(row, column, missing, customers, suppliers);
        }
        let missing = tonnes - self.rows[row].tonnes[column];
        if missing <= ROUNDING * tonnes {
            return 0.0;
        }
        self.add_on_top(row, column, missing);
        missing
    }

    /// See the module: `customer` and `supplier` say whom alone it concerns.
    fn swap(
        &mut self,
        row: usize,
        column: usize,
        wanted: f64,
        customer: Option<usize>,
        supplier: Option<usize>,
    ) {
        let from: Vec<(usize, f64)> = (0..self.sellers.len())
            .filter(|at| *at != column && supplier.is_none_or(|only| only == *at))
            .map(|at| (at, self.rows[row].tonnes[at]))
            .collect();
        let to: Vec<(usize, f64)> = (0..self.rows.len())
            .filter(|at| *at != row && customer.is_none_or(|only| only == *at))
            .map(|at| (at, self.rows[at].tonnes[column]))
            .collect();
        let sum = |parts: &[(usize, f64)]| parts.iter().map(|(_, tonnes)| tonnes).sum::<f64>();
        let (held, sold) = (sum(&from), sum(&to));
        let moved = wanted.min(held).min(sold);
        if moved <= 0.0 {
            return;
        }
        for (supplier, tonnes) in &from {
            self.rows[row].tonnes[*supplier] -= moved * tonnes / held;
        }
        self.rows[row].tonnes[column] += moved;
        self.rows[row].is_changed = true;
        for (customer, bought) in to.iter().filter(|(_, bought)| *bought > 0.0) {
            let part = moved * bought / sold;
            let customer = &mut self.rows[*customer];
            customer.is_changed = true;
            customer.tonnes[column] -= part;
            for (supplier, tonnes) in &from {
                customer.tonnes[*supplier] += part * tonnes / held;
            }
        }
    }

    /// The buyer turns to the seller, its other suppliers sell less.
    fn add_on_top(&mut self, row: usize, column: usize, tonnes: f64) {
        let row = &mut self.rows[row];
        let others: f64 = row.tonnes.iter().sum::<f64>() - row.tonnes[column];
        if others <= 0.0 {
            return;
        }
        let left = (1.0 - tonnes / others).max(0.0);
        for (at, bought) in row.tonnes.iter_mut().enumerate() {
            *bought = if at == column {
                *bought + tonnes
            } else {
                *bought * left
            };
        }
        row.is_changed = true;
    }

    pub(crate) fn write_back(self, world: &mut World) {
        for row in self.rows.into_iter().filter(|row| row.is_changed) {
            let total: f64 = row.tonnes.iter().sum();
            let parts = self.sellers.iter().zip(&row.tonnes);
            let parts = parts.filter(|(_, tonnes)| **tonnes > ROUNDING * total);
            let shares: BTreeMap<String, f64> = parts
                .map(|(seller, tonnes)| (seller.id.clone(), tonnes / total))
                .collect();
            let scenario = &mut world.scenario;
            let supply = match row.section {
                "refiners" => scenario
                    .refiners
                    .iter_mut()
                    .find(|refiner| refiner.id == row.id)
                    .map(|refiner| &mut refiner.supply),
                _ => scenario
                    .buyers
                    .iter_mut()
                    .find(|buyer| buyer.id == row.id)
                    .map(|buyer| &mut buyer.supply),
            };
            if let Some(supply) = supply {
                supply.insert(self.good.clone(), shares);
                world.mark(format!("{}.{}.supply.{}", row.section, row.id, self.good));
            }
        }
    }
}

/// Weights of the sellers for a buyer, as the model reads them: named shares, else a country's share split by size, else size.
fn weights(
    sellers: &[Seller],
    own: &str,
    by_country: &BTreeMap<String, f64>,
    by_name: Option<&BTreeMap<String, f64>>,
) -> Vec<f64> {
    let is_other = |seller: &Seller| seller.id != own;
    if let Some(named) = by_name {
        let share = |seller: &Seller| {
            named
                .get(&seller.id)
                .copied()
                .filter(|_| is_other(seller))
                .unwrap_or(0.0)
        };
        let weights: Vec<f64> = sellers.iter().map(share).collect();
        if weights.iter().sum::<f64>() > 0.0 {
            return weights;
        }
    }
    let size_of = |country: &str| -> f64 {
        let here = sellers
            .iter()
            .filter(|seller| seller.country == country && is_other(seller));
        here.map(|seller| seller.size).sum()
    };
    let share = |seller: &Seller| {
        let size = size_of(&seller.country);
        let share = by_country.get(&seller.country).copied().unwrap_or(0.0);
        if size > 0.0 && is_other(seller) {
            share * seller.size / size
        } else {
            0.0
        }
    };
    let weights: Vec<f64> = sellers.iter().map(share).collect();
    if weights.iter().sum::<f64>() > 0.0 {
        return weights;
    }
    sellers
        .iter()
        .map(|seller| if is_other(seller) { seller.size } else { 0.0 })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn book() -> Book {
        let scenario = scenario::read_str(&scenario::starter("small")).unwrap();
        Book::new(&scenario, "magnet")
    }

    /// What each seller sells and each buyer buys [t/yr].
    fn sums(book: &Book) -> (Vec<f64>, Vec<f64>) {
        let sold =
            (0..book.sellers.len()).map(|at| book.rows.iter().map(|row| row.tonnes[at]).sum());
        let bought = book.rows.iter().map(|row| row.tonnes.iter().sum());
        (sold.collect(), bought.collect())
    }

    fn assert_near(left: &[f64], right: &[f64]) {
        assert_eq!(left.len(), right.len());
        for (left, right) in left.iter().zip(right) {
            assert!(
                (left - right).abs() < 1e-9 * right.abs().max(1.0),
                "{left} and {right}"
            );
        }
    }

    #[test]
    fn suppliers_are_read_as_the_model_reads_them() {
        // Half of 3,000 t from the only maker of the west, half from that of the east.
        let book = book();
        assert_eq!(book.rows[0].id, "west_vehicles");
        assert_near(&book.rows[0].tonnes, &[1500.0, 1500.0]);
    }

    #[test]
    fn a_contract_moves_tonnes_and_nobody_sells_or_buys_more() {
        let mut book = book();
        let (sold, bought) = sums(&book);
        let beyond = book.pledge("west_vehicles", "west_magnets", 1900.0, None, None);
        assert_near(&[beyond], &[0.0]);
        assert_near(&book.rows[0].tonnes, &[1900.0, 1100.0]);
        let (still_sold, still_bought) = sums(&book);
        assert_near(&still_sold, &sold);
        assert_near(&still_bought, &bought);
    }

    #[test]
    fn the_displaced_node_is_the_first_to_answer() {
        let mut book = book();
        book.pledge(
            "west_vehicles",
            "west_magnets",
            1600.0,
            Some("west_wind"),
            None,
        );
        assert_near(&book.rows[1].tonnes, &[400.0, 600.0]);
        assert!(!book.rows[2].is_changed);
    }

    #[test]
    fn what_nobody_can_give_up_comes_on_top() {
        // Both western users buy 2,000 t of western magnets; 2,400 t to one of them are 400 t more.
        let mut book = book();
        let (_, bought) = sums(&book);
        let beyond = book.pledge("west_vehicles", "west_magnets", 2400.0, None, None);
        assert_near(&[beyond], &[400.0]);
        assert_near(&book.rows[0].tonnes, &[2400.0, 600.0]);
        assert_near(&sums(&book).1, &bought);
    }

    #[test]
    fn the_rest_of_a_country_buys_what_the_firm_leaves() {
        let mut book = book();
        let (sold, _) = sums(&book);
        book.rows[1].tonnes = vec![700.0, 300.0];
        let is_whole = book.leave_the_rest("west_wind", "west_vehicles");
        assert!(is_whole);
        // Together 1,500 + 500 t of each, less 700 and 300.
        assert_near(&book.rows[0].tonnes, &[1300.0, 1700.0]);
        assert_near(&sums(&book).0, &sold);
    }
}
