//! A variant: another scenario with some values changed, some items added and some removed.

use crate::about::{About, Material, Observed, Stage};
use crate::buy::Buyer;
use crate::decide::Government;
use crate::event::Event;
use crate::fault::{Fault, Faults, Place};
use crate::govern::{Country, Policy, Relation};
use crate::load::is_within;
use crate::mine::Mine;
use crate::nearest;
use crate::refine::{Recipe, Refiner};
use crate::scenario::Scenario;
use crate::spans::{Span, Spot};
use crate::trade::{Contract, Good, Route, Zone};

parameters! {
    /// A file that changes another scenario instead of repeating it: first `remove`, then `add`, then `changes`.
    #[section = "variant"]
    pub struct Variant {
        /// The scenario that is changed, counted from the folder of this file.
        #[unit = "file"]
        base: String,
        /// What the variant is for; the base's when left out.
        #[unit = "section"]
        about: Option<About> = None,
        /// Values that are set, in order.
        #[unit = "record"]
        changes: Vec<Change> = Vec::new(),
        /// Items that are added.
        #[unit = "record"]
        add: Additions = Additions::default(),
        /// Items that are taken out, such as `mines.mt_weld`.
        #[unit = "path"]
        remove: Vec<String> = Vec::new(),
    }
}

parameters! {
    /// One value that is set.
    #[section = "variant.changes"]
    pub struct Change {
        /// What is set, such as `buyers.jp_vehicles.cover_weeks`.
        #[unit = "path"]
        path: String,
        /// The new value as RON text, such as `"20"`.
        #[unit = "RON"]
        value: String,
    }
}

/// Does something with every list of a scenario and its counterpart in `Additions`.
macro_rules! lists {
    ($($(#[doc = $meaning:literal])+ $section:ident : $type:ty,)*) => {
        parameters! {
            /// Items that are added, by section.
            #[section = "variant.add", all_default]
            pub struct Additions {
                $($(#[doc = $meaning])+ #[unit = "section"] $section: Vec<$type> = Vec::new(),)*
            }
        }

        /// The sections that are lists.
        const LISTS: &[&str] = &[$(stringify!($section)),*];

        fn add_all(scenario: &mut Scenario, additions: Additions) {
            $(scenario.$section.extend(additions.$section);)*
        }

        /// Removes the item; `None` where there is no such section.
        fn remove_one(scenario: &mut Scenario, section: &str, name: &str) -> Option<bool> {
            match section {
                $(stringify!($section) => {
                    let items = &mut scenario.$section;
                    let before = items.len();
                    items.retain(|item| crate::value::name_of(item).as_deref() != Some(name));
                    Some(items.len() < before)
                })*
                _ => None,
            }
        }

        fn names_in(scenario: &Scenario, section: &str) -> Vec<String> {
            match section {
                $(stringify!($section) => scenario.$section.iter().filter_map(|item| crate::value::name_of(item)).collect(),)*
                _ => LISTS.iter().map(|name| (*name).to_owned()).collect(),
            }
        }
    };
}

lists! {
    /// Materials that are added.
    materials: Material,
    /// Stages that are added.
    stages: Stage,
    /// Goods that are added.
    goods: Good,
    /// Zones that are added, at the end of the clearing order.
    zones: Zone,
    /// Countries that are added.
    countries: Country,
    /// Routes that are added.
    routes: Route,
    /// Recipes that are added.
    recipes: Recipe,
    /// Mines that are added.
    mines: Mine,
    /// Refiners that are added.
    refiners: Refiner,
    /// Buyers that are added.
    buyers: Buyer,
    /// Contracts that are added.
    contracts: Contract,
    /// Relations that are added.
    relations: Relation,
    /// Policies that are added.
    policies: Policy,
    /// Governments that are added.
    governments: Government,
    /// Events that are added.
    events: Event,
    /// Observed series that are added.
    observed: Observed,
}

impl Variant {
    /// Applies the variant and says which paths it changed.
    pub(crate) fn apply(
        self,
        scenario: &mut Scenario,
        file: &str,
        root: &Span,
    ) -> Result<Vec<(String, String)>, Faults> {
        let mut faults = Faults::default();
        let mut changed = Vec::new();
        let spot = |list: &str, index: usize| {
            let item = root
                .entry(list)
                .and_then(|entry| entry.value.items().get(index));
            item.map_or(root.spot, |item| item.spot)
        };
        for (index, path) in self.remove.iter().enumerate() {
            match remove(scenario, path) {
                Ok(()) => changed.push((path.clone(), "removed".to_owned())),
                Err(fault) => faults.push(fault.at(place(file, spot("remove", index)))),
            }
        }
        for section in LISTS {
            let names = crate::path::names_at(&self.add, section);
            changed.extend(
                names
                    .into_iter()
                    .map(|name| (format!("{section}.{name}"), "added".to_owned())),
            );
        }
        add_all(scenario, self.add);
        for (index, change) in self.changes.into_iter().enumerate() {
            match scenario.set(&change.path, &change.value) {
                Ok(()) => changed.push((change.path, change.value)),
                Err(fault) => faults.push(fault.at(place(file, spot("changes", index)))),
            }
        }
        if let Some(about) = self.about {
            scenario.about = about;
        }
        faults.or(changed)
    }
}

fn remove(scenario: &mut Scenario, path: &str) -> Result<(), Fault> {
    let (section, name) = path.split_once('.').unwrap_or((path, ""));
    match remove_one(scenario, section, name) {
        Some(true) => Ok(()),
        Some(false) => {
            let names = names_in(scenario, section);
            Err(Fault::of_path(
                path,
                format!("`remove` names `{name}`, which is not among the {section}"),
                nearest::hint(name, names.iter().map(String::as_str)),
            ))
        }
        None => {
            let names = names_in(scenario, "");
            Err(Fault::of_path(
                path,
                format!("`remove` names the unknown section `{section}`"),
                nearest::hint(section, names.iter().map(String::as_str)),
            ))
        }
    }
}

fn place(file: &str, spot: Spot) -> Place {
    Place {
        file: file.to_owned(),
        line: spot.line,
        column: spot.column,
    }
}

/// Where a variant's text sets the value at a path, if it does.
pub(crate) fn find(root: &Span, names: &[&str], at_key: bool, skip: usize) -> Option<Spot> {
    if names.first() == Some(&"about") && root.entry("about").is_some() {
        return Some(root.find(names, at_key, skip).1);
    }
    let changes = root
        .entry("changes")
        .map_or(&[][..], |entry| entry.value.items());
    let change = changes.iter().rev().find_map(|change| {
        let path = change.entry("path")?.value.leaf()?;
        is_within(names, path).then(|| {
            change
                .entry("value")
                .map_or(change.spot, |entry| entry.value.spot)
        })
    });
    change.or_else(|| {
        let added = &root.entry("add")?.value;
        // A section with one of the items, or only the section where the fault is about all of it.
        let (depth, spot) = added.find(names, at_key, skip);
        (depth >= 2).then_some(spot)
    })
}
