//! Who and what a report is about: as the scenario says, or what is traded most where it names nobody.

use crate::Brief;
use crate::data::flow::Flows;

/// Goods shown at most.
const GOODS: usize = 3;

/// Whom a report is about.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Subject {
    /// The country that buys.
    pub(crate) importer: Option<String>,
    /// The country that it depends on.
    pub(crate) origin: Option<String>,
    /// The country that might take its place.
    pub(crate) alternative: Option<String>,
    /// Goods, the main one first.
    pub(crate) goods: Vec<Traded>,
    /// Whether the scenario names them.
    pub(crate) is_named: bool,
}

/// A good by its id, material and stage.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Traded {
    pub(crate) id: String,
    pub(crate) material: String,
    pub(crate) stage: String,
}

impl Subject {
    /// The subject of the scenario, or of its largest trade.
    pub(crate) fn of(brief: &Brief, flows: &Flows) -> Self {
        if let (Some(importer), Some(origin)) = (&brief.importer, &brief.origin) {
            let goods = brief.focus_goods.iter().filter_map(|id| {
                let good = brief.goods.get(id)?;
                Some(Traded {
                    id: id.clone(),
                    material: good.material.clone(),
                    stage: good.stage.clone(),
                })
            });
            return Self {
                importer: Some(importer.clone()),
                origin: Some(origin.clone()),
                alternative: brief.alternative.clone(),
                goods: goods.take(GOODS).collect(),
                is_named: true,
            };
        }
        let origin = flows.largest_seller();
        let buyers = flows.largest_buyers();
        let importer = buyers
            .into_iter()
            .find(|buyer| Some(buyer) != origin.as_ref());
        let goods = flows
            .largest_goods()
            .into_iter()
            .map(|(material, stage)| Traded {
                id: format!("{material}_{stage}"),
                material,
                stage,
            });
        let mut subject = Self {
            importer,
            origin,
            alternative: None,
            goods: goods.take(GOODS).collect(),
            is_named: false,
        };
        for good in &mut subject.goods {
            if let Some(id) = crate::names::good_id(brief, &good.material, &good.stage) {
                good.id = id.to_owned();
            }
        }
        subject
    }

    /// The place of a good among those shown.
    pub(crate) fn place(&self, material: &str, stage: &str) -> Option<usize> {
        let mut goods = self.goods.iter();
        goods.position(|good| good.material == material && good.stage == stage)
    }
}
