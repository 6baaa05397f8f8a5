//! What a tonne costs when it has arrived: price at the seller's gate plus taxes, freight, insurance and duties.
//!
//! landed = fob (1 + export duty + unrefunded VAT) (1 + insurance + import duty) + tariff to the floor + freight.

use crate::facts::Facts;
use crate::govern::Controls;
use crate::ledger::{Account, Ledger};
use crate::place::CountryIndex;

/// The wedge between a seller's price and a buyer's cost.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Wedge {
    /// Taxes on leaving, share of the seller's price.
    pub(crate) export_tax_share: f64,
    /// Insurance, share of value.
    pub(crate) insurance_share: f64,
    /// Duty on entering, share of value.
    pub(crate) import_duty_share: f64,
    /// Freight [USD/t].
    pub(crate) freight_usd_per_t: f64,
    /// Price below which a tariff makes up the difference [USD/t].
    pub(crate) floor_usd_per_t: f64,
}

impl Wedge {
    /// Factor on the seller's price.
    fn factor(&self) -> f64 {
        (1.0 + self.export_tax_share) * (1.0 + self.insurance_share + self.import_duty_share)
    }

    /// Landed price of a seller's price.
    pub(crate) fn land(&self, fob: f64) -> f64 {
        fob.max(self.floor_usd_per_t) * self.factor() + self.freight_usd_per_t
    }

    /// Seller's price of a landed price, where no tariff to a floor applies.
    pub(crate) fn gate(&self, landed: f64) -> f64 {
        ((landed - self.freight_usd_per_t) / self.factor()).max(0.0)
    }
}

/// Wedge between an origin and a destination for a good; none inside a zone but for duties of policy.
///
/// Concentrates are priced as a payable share at the buyer's gate: the miner's freight is part of its cost.
pub(crate) fn wedge(
    good: usize,
    origin: CountryIndex,
    destination: CountryIndex,
    facts: &Facts,
    controls: &Controls,
) -> Wedge {
    let places = &facts.places;
    let (from, to) = (
        places.country_zone[origin],
        places.country_zone[destination],
    );
    let kind = &facts.goods.list[good];
    let passage = controls.passage(good, origin, destination);
    if kind.is_basket || origin == destination {
        return Wedge {
            export_tax_share: 0.0,
            insurance_share: 0.0,
            import_duty_share: if origin == destination {
                0.0
            } else {
                passage.import_duty_share
            },
            freight_usd_per_t: 0.0,
            floor_usd_per_t: 0.0,
        };
    }
    let route = places.route(from, to);
    let vat = if from == to {
        0.0
    } else {
        places.vat_share[from] * (1.0 - kind.vat_refund_share)
    };
    Wedge {
        export_tax_share: vat + controls.export_duty_share(good, origin),
        insurance_share: route.insurance_share,
        import_duty_share: passage.import_duty_share,
        freight_usd_per_t: route.freight_usd_per_t,
        floor_usd_per_t: passage.import_floor_usd_per_t,
    }
}

/// Landed price of a link [USD/t; payable share for baskets].
pub(crate) fn landed_price(
    good: usize,
    origin: CountryIndex,
    destination: CountryIndex,
    fob: f64,
    facts: &Facts,
    controls: &Controls,
) -> f64 {
    wedge(good, origin, destination, facts, controls).land(fob)
}

/// Pays for tonnes at a landed price: the seller's part, taxes to both governments, the rest to carriers.
pub(crate) struct Payment {
    /// Who pays.
    pub(crate) buyer: usize,
    /// Who sells.
    pub(crate) seller: usize,
    /// Where it leaves.
    pub(crate) origin: CountryIndex,
    /// Where it enters.
    pub(crate) destination: CountryIndex,
    /// How much [t].
    pub(crate) tonnes: f64,
    /// The seller's price [USD/t].
    pub(crate) fob_usd_per_t: f64,
    /// Landed price [USD/t].
    pub(crate) landed_usd_per_t: f64,
}

impl Payment {
    /// Books the payment and returns the seller's takings [USD]. What lies between the seller's price and the landed one
    /// and is neither export tax, freight nor insurance is import duty, the tariff up to a floor included.
    pub(crate) fn settle(&self, wedge: &Wedge, ledger: &mut Ledger) -> f64 {
        let total = self.landed_usd_per_t * self.tonnes;
        let fob = self.fob_usd_per_t * self.tonnes;
        let export_tax = fob * wedge.export_tax_share;
        let valued = self.fob_usd_per_t.max(wedge.floor_usd_per_t) * (1.0 + wedge.export_tax_share);
        let carriage =
            (wedge.freight_usd_per_t + valued * wedge.insurance_share).max(0.0) * self.tonnes;
        let buyer = Account::Agent(self.buyer);
        ledger.pay(buyer, Account::Agent(self.seller), fob);
        ledger.pay(buyer, Account::Government(self.origin), export_tax);
        ledger.pay(buyer, Account::Outside, carriage);
        let duty = total - fob - export_tax - carriage;
        ledger.pay(buyer, Account::Government(self.destination), duty);
        fob
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WEDGE: Wedge = Wedge {
        export_tax_share: 0.13,
        insurance_share: 0.01,
        import_duty_share: 0.04,
        freight_usd_per_t: 100.0,
        floor_usd_per_t: 0.0,
    };

    #[test]
    fn landing_and_its_inverse_agree() {
        // 1000 * 1.13 * 1.05 + 100 = 1286.5
        assert!((WEDGE.land(1000.0) - 1286.5).abs() < 1e-9);
        assert!((WEDGE.gate(1286.5) - 1000.0).abs() < 1e-9);
    }

    #[test]
    fn a_payment_is_split_without_remainder() {
        let mut ledger = Ledger::new(2, 2);
        let payment = Payment {
            buyer: 0,
            seller: 1,
            origin: 0,
            destination: 1,
            tonnes: 2.0,
            fob_usd_per_t: 1000.0,
            landed_usd_per_t: 1286.5,
        };
        // seller 2 * 1000; origin 2 * 130; destination 2 * 1130 * 0.04 = 90.4; carriers the rest
        assert!((payment.settle(&WEDGE, &mut ledger) - 2000.0).abs() < 1e-9);
        assert!((ledger.balance_usd(Account::Agent(0)) + 2573.0).abs() < 1e-9);
        assert!((ledger.balance_usd(Account::Government(0)) - 260.0).abs() < 1e-9);
        assert!((ledger.balance_usd(Account::Government(1)) - 90.4).abs() < 1e-9);
        assert!(ledger.relative_error() < 1e-12);
    }

    #[test]
    fn a_tariff_to_the_floor_goes_to_the_importing_government() {
        let wedge = Wedge {
            export_tax_share: 0.0,
            insurance_share: 0.0,
            import_duty_share: 0.0,
            freight_usd_per_t: 0.0,
            floor_usd_per_t: 1500.0,
        };
        let mut ledger = Ledger::new(2, 2);
        let landed_usd_per_t = wedge.land(1000.0);
        let payment = Payment {
            buyer: 0,
            seller: 1,
            origin: 0,
            destination: 1,
            tonnes: 1.0,
            fob_usd_per_t: 1000.0,
            landed_usd_per_t,
        };
        // landed 1500: the seller keeps its 1000, the tariff is 500
        assert!((payment.settle(&wedge, &mut ledger) - 1000.0).abs() < 1e-9);
        assert!((ledger.balance_usd(Account::Government(1)) - 500.0).abs() < 1e-9);
    }
}
