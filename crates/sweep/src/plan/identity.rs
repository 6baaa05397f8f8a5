//! What a plan is apart from how many points it has: the part of it that its hash is of.

use std::collections::BTreeMap;

use output::Origin;

use super::design::Points;
use super::{Plan, Streams};

/// Version of the program that runs the plan.
pub(super) const ENGINE_VERSION: &str = env!("CARGO_PKG_VERSION");

impl Plan {
    /// Everything that makes the result of a run of this plan, by name.
    ///
    /// Designs whose first points stay the same when they grow enter without their size. Points that are listed enter
    /// by a hash of all of them.
    pub fn origin(&self) -> Origin {
        let base = &self.base.scenario;
        let measures: Vec<&str> = self
            .measures
            .iter()
            .map(|measure| measure.name.as_str())
            .collect();
        let mut entries = BTreeMap::from([
            ("engine_version".to_owned(), ENGINE_VERSION.to_owned()),
            ("scenario".to_owned(), base.about.name.clone()),
            ("scenario_hash".to_owned(), self.base.hash.clone()),
            ("design".to_owned(), self.design_without_size()),
            ("measures".to_owned(), measures.join(", ")),
            ("replicates".to_owned(), self.replicates.to_string()),
            ("seed".to_owned(), self.seed.to_string()),
            (
                "weeks".to_owned(),
                self.weeks.unwrap_or(base.clock.weeks).to_string(),
            ),
            ("streams".to_owned(), Streams::name(self.streams).to_owned()),
        ]);
        for (place, factor) in self.factors.iter().enumerate() {
            let over = factor
                .spread
                .as_ref()
                .map_or(String::new(), |spread| format!(" over {spread}"));
            // The order of the factors is the order of the coordinates.
            entries.insert(
                format!("factor {:03}", place + 1),
                format!("{}: {}{over}", factor.name, factor.path),
            );
        }
        Origin(entries)
    }

    fn design_without_size(&self) -> String {
        let words = self.design.without_size();
        match &self.points {
            Points::Cube(_) => words,
            Points::Listed(rows) => {
                let texts = rows.iter().flatten().map(|value| value.ron.as_str());
                let text = texts.collect::<Vec<&str>>().join("\n");
                format!(
                    "{words} of {} rows, {}",
                    rows.len(),
                    output::digest(text.as_bytes())
                )
            }
        }
    }
}
