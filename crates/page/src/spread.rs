//! How far the importer's price is spread over luck: the same levers with many seeds, and of their prices in each month
//! the 10 and the 90 % quantile. The spread of random draws, not the error of the model.

use serde::Serialize;

use crate::lab::Lab;
use crate::play::{Ended, Watch, play_scenario};
use crate::spec::Spec;

/// Seeds of a band: 1 to this number, whatever the seed of the run is, so equal levers have equal bands.
pub(crate) const SEEDS: u64 = 50;
const LOW_SHARE: f64 = 0.1;
const HIGH_SHARE: f64 = 0.9;

/// A band over months.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Spread {
    /// Good.
    pub good: String,
    /// Zone.
    pub zone: String,
    /// Runs that it is made of.
    pub seeds: u64,
    /// Lower end in each month; nothing where no run has a price.
    pub low_usd_per_kg: Vec<Option<f64>>,
    /// Upper end.
    pub high_usd_per_kg: Vec<Option<f64>>,
}

/// Prices of one seed, by month.
pub(crate) type Draw = Vec<Option<f64>>;

/// Which runs share a band: those of equal levers.
pub(crate) fn key(spec: &Spec) -> String {
    let spec = Spec {
        seed: 0,
        ..spec.clone()
    };
    spec.key()
}

/// The importer's price of the first good in focus, in a run with another seed.
///
/// # Errors
/// When the spec is refused, the run is stopped, or the model has a fault.
pub(crate) fn draw(
    lab: &Lab,
    spec: &Spec,
    seed: u64,
    watch: &mut dyn Watch,
) -> Result<Draw, Ended> {
    let spec = Spec {
        seed,
        ..spec.clone()
    };
    let scenario = lab.scenario(&spec)?;
    let course = play_scenario(lab, &scenario, scenario.clock.weeks, watch)?;
    let (good, zone) = subject(lab);
    Ok(course.price(good, zone).unwrap_or_default().to_vec())
}

/// The band of all draws.
pub(crate) fn band(lab: &Lab, draws: &[Draw]) -> Spread {
    let months = draws.iter().map(Vec::len).max().unwrap_or(0);
    let ends = |share: f64| {
        let of_month = |month: usize| {
            let there = draws.iter().filter_map(|draw| draw.get(month).copied()?);
            quantile(there.collect(), share)
        };
        (0..months).map(of_month).collect()
    };
    let (good, zone) = subject(lab);
    Spread {
        good: good.to_owned(),
        zone: zone.to_owned(),
        seeds: draws.len() as u64,
        low_usd_per_kg: ends(LOW_SHARE),
        high_usd_per_kg: ends(HIGH_SHARE),
    }
}

fn subject(lab: &Lab) -> (&str, &str) {
    let good = lab.focus.goods.first().map_or("", String::as_str);
    let mut countries = lab.scenario.countries.iter();
    let importer = countries.find(|it| it.id == lab.focus.importer);
    (good, importer.map_or("", |it| it.zone.as_str()))
}

/// The quantile of numbers, between two of them in proportion.
pub(crate) fn quantile(mut numbers: Vec<f64>, share: f64) -> Option<f64> {
    numbers.sort_by(f64::total_cmp);
    let place = share * numbers.len().checked_sub(1)? as f64;
    let (low, part) = (place.floor(), place.fract());
    let low = numbers.get(low as usize)?;
    let high = numbers.get(place.ceil() as usize)?;
    Some(low + part * (high - low))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::play::Unwatched;

    #[test]
    fn quantile_lies_between_two_numbers_in_proportion() {
        // Eleven numbers from 0 to 10: the place of 0.1 is 1; of five, 0.4: two fifths of the way from 0 to 10.
        let eleven = (0..=10).rev().map(f64::from).collect();
        assert_eq!(quantile(eleven, 0.1), Some(1.0));
        let five = [0.0, 10.0, 20.0, 30.0, 40.0].to_vec();
        assert!((quantile(five, 0.1).unwrap() - 4.0).abs() < 1e-12);
        assert_eq!(quantile(Vec::new(), 0.1), None);
    }

    #[test]
    fn band_has_both_ends_in_each_month_and_luck_opens_it() {
        let lab = &Lab::shipped()[0];
        let spec = lab.opening();
        let draws: Vec<Draw> = (1..=8)
            .map(|seed| draw(lab, &spec, seed, &mut Unwatched).unwrap())
            .collect();
        let band = band(lab, &draws);
        assert_eq!((band.zone.as_str(), band.seeds), ("jp", 8));
        let ends = band.low_usd_per_kg.iter().zip(&band.high_usd_per_kg);
        let widths: Vec<f64> = ends
            .map(|(low, high)| high.unwrap() - low.unwrap())
            .collect();
        assert_eq!(widths.len(), 65);
        assert!(widths.iter().all(|width| *width >= 0.0));
        assert!(widths.iter().any(|width| *width > 1.0), "{widths:?}");
    }

    #[test]
    fn band_does_not_depend_on_the_seed_of_the_run() {
        let spec = Lab::shipped()[0].opening();
        let other = Spec {
            seed: 99,
            ..spec.clone()
        };
        assert_eq!(key(&spec), key(&other));
        assert_ne!(spec.key(), other.key());
    }
}
