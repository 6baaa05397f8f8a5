//! Refiners: everybody who makes one good out of others by a recipe.

use std::collections::BTreeMap;

use crate::mine::Opening;
use crate::parameters::{To, above, within};

parameters! {
    /// What is made out of what.
    #[section = "recipes"]
    pub struct Recipe {
        /// Name in paths and tables.
        #[unit = "id", refers = Some(To::Itself)]
        id: String,
        /// Name for people.
        #[unit = "text"]
        name: String,
        /// Splitting a basket into its elements, or turning goods into another.
        #[unit = "record"]
        kind: RecipeKind,
    }
}

choices! {
    /// The two ways of making a good.
    #[section = "recipes.kind"]
    pub enum RecipeKind {
        /// Splits a concentrate into its elements; the composition is the mine's.
        Separation {
            /// Concentrates that it takes.
            #[unit = "id", refers = Some(To::Good)]
            feed: Vec<String>,
            /// The good that each element becomes.
            #[unit = "id", refers = Some(To::Good), keys = &[To::Element]]
            outputs: BTreeMap<String, String>,
            /// Part of each element that is recovered; the rest goes to the residue.
            #[unit = "share", range = above(0.0, 1.0), keys = &[To::Element]]
            recovery_share: BTreeMap<String, f64>,
            /// Groups of elements with a capacity of their own.
            #[unit = "record"]
            circuits: Vec<Circuit>,
        },
        /// Turns goods into another in fixed proportions.
        Conversion {
            /// Tonnes of each input for a tonne of output.
            #[unit = "t/t", range = above(0.0, 10.0), keys = &[To::Good]]
            inputs: BTreeMap<String, f64>,
            /// The good that is made.
            #[unit = "id", refers = Some(To::Good)]
            output: String,
        },
    }
}

parameters! {
    /// A group of elements that a separator extracts in the same cells.
    #[section = "recipes.kind.circuits"]
    pub struct Circuit {
        /// Name, such as `light` or `heavy`.
        #[unit = "id", refers = Some(To::Itself)]
        id: String,
        /// Elements that run through it.
        #[unit = "id", refers = Some(To::Element)]
        elements: Vec<String>,
    }
}

parameters! {
    /// A separator, metal maker or magnet maker.
    #[section = "refiners"]
    pub struct Refiner {
        /// Name in paths and tables.
        #[unit = "id", refers = Some(To::Itself)]
        id: String,
        /// Name for people.
        #[unit = "text"]
        name: String,
        /// Country where it stands.
        #[unit = "id", refers = Some(To::Country)]
        country: String,
        /// Owner, for people.
        #[unit = "text"]
        owner: String = String::new(),
        /// What it makes out of what.
        #[unit = "id", refers = Some(To::Recipe)]
        recipe: String,
        /// Feed that a separator can take, or output that a conversion can reach.
        #[unit = "t/yr", range = above(0.0, 1e7), fact = true]
        capacity_t_per_year: f64,
        /// Contained elements that leave each circuit at most; a circuit that is not listed sets no limit, 0 means that there is none.
        #[unit = "t/yr", range = within(0.0, 1e7), keys = &[To::Circuit], fact = true]
        circuit_capacity_t_per_year: BTreeMap<String, f64> = BTreeMap::new(),
        /// Cost of processing a kilogram of feed (separation) or of output (conversion), without inputs.
        #[unit = "USD/kg", range = within(0.0, 1e4), fact = true]
        conversion_cost_usd_per_kg: f64,
        /// Throughput over capacity in an ordinary year.
        #[unit = "share", range = above(0.0, 1.0), fact = true, source = "Monazite design, prior range 0.6 to 0.95"]
        base_utilisation_share: f64 = 0.85,
        /// Inputs held and on order, in weeks of ordinary use.
        #[unit = "weeks", range = within(0.0, 104.0), source = "Monazite design, prior range 4 to 20"]
        input_cover_weeks: f64 = 8.0,
        /// Output held, in weeks of ordinary production.
        #[unit = "weeks", range = within(0.0, 104.0), source = "Monazite design, prior range 2 to 8"]
        output_cover_weeks: f64 = 4.0,
        /// Part of ordinary input orders that goes to the spot market.
        #[unit = "share", range = within(0.0, 1.0), source = "Monazite design, prior range 0.01 to 0.2"]
        spot_share: f64 = 0.1,
        /// Shares of all inputs by supplying country at the start.
        #[unit = "share", range = within(0.0, 1.0), keys = &[To::Country]]
        supply_from: BTreeMap<String, f64> = BTreeMap::new(),
        /// Shares of one input by named supplier at the start; stands before `supply_from` for that good.
        #[unit = "share", range = within(0.0, 1.0), keys = &[To::Good, To::Plant]]
        supply: BTreeMap<String, BTreeMap<String, f64>> = BTreeMap::new(),
        /// Whether it runs at the start.
        #[unit = "record"]
        opening: Opening = Opening::Operating,
        /// Whether it stands for output of its country that no listed plant explains.
        #[unit = "switch"]
        residual: bool = false,
        /// Where numbers come from, by field: a key of `about.sources` or a citation.
        #[unit = "citation"]
        sources: BTreeMap<String, String> = BTreeMap::new(),
        /// Ranges of the numbers that are estimates, by field.
        #[unit = "as the field"]
        estimates: BTreeMap<String, (f64, f64)> = BTreeMap::new(),
    }
}
