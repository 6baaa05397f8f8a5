//! How long one call takes: half buyers, half sellers, cleared from a quote that is 20 % off.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use market::auction::{Ask, Bid, ClearingRules, Fills, clear};

const REFERENCE_USD_PER_T: f64 = 60_000.0;

/// A book of agents that differ in size and price, a little scarce, with ceilings and floors apart.
fn book(participants: u32) -> (Vec<Bid>, Vec<Ask>) {
    let half = participants / 2;
    // Spread over 0 to 1 without a pattern: multiples of the golden section.
    let spread = |place: u32| (f64::from(place) * 0.618_033_988_749_895).fract();
    let bids = (0..half).map(|place| Bid {
        quantity_t: 5.0 + 20.0 * spread(place),
        price_usd_per_t: REFERENCE_USD_PER_T * (0.8 + 0.4 * spread(place + 7)),
        elasticity: 0.8,
        ceiling_usd_per_t: REFERENCE_USD_PER_T * (1.0 + 20.0 * spread(place + 3)),
        cap_t: 60.0,
        owner: place,
    });
    let asks = (0..half).map(|place| Ask {
        quantity_t: 4.0 + 16.0 * spread(place + 11),
        available_t: 30.0,
        price_usd_per_t: REFERENCE_USD_PER_T * (0.8 + 0.4 * spread(place + 5)),
        floor_usd_per_t: REFERENCE_USD_PER_T * 0.25,
        elasticity: 3.5,
        owner: half + place,
    });
    (bids.collect(), asks.collect())
}

fn clear_books(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("auction");
    for participants in [4, 16, 64] {
        let (bids, asks) = book(participants);
        let mut fills = Fills::default();
        let rules = ClearingRules::default();
        group.bench_function(BenchmarkId::new("clear", participants), |bencher| {
            bencher.iter(|| {
                clear(
                    black_box(&bids),
                    black_box(&asks),
                    50_000.0,
                    &rules,
                    &mut fills,
                )
            });
        });
    }
    group.finish();
}

criterion_group!(benches, clear_books);
criterion_main!(benches);
