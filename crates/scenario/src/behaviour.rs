//! Rules of the agents: how they expect, produce, invest, order and choose.

use crate::parameters::{FITTED, above, within};

parameters! {
    /// Constants of behaviour, the same for all agents and all scenarios.
    #[section = "behaviour", all_default]
    pub struct Behaviour {
        /// Time in which buyers and traders take in a new price.
        #[unit = "years", range = above(0.0, 5.0), source = "Monazite design, prior range 0.2 to 0.4; of 0.75 the 2011 peak comes a year late; fitted to 2007-2018 within 0.15 to 0.5", informed_by = FITTED]
        expectation_fast_years: f64 = 0.16,
        /// Time in which mines and refiners take in a new price.
        #[unit = "years", range = above(0.0, 5.0), source = "Monazite design, prior range 0.5 to 1"]
        expectation_slow_years: f64 = 0.75,
        /// Weight of the long-run cost in the long view of prices.
        #[unit = "share", range = within(0.0, 1.0), source = "Monazite design, prior range 0.3 to 0.7"]
        long_view_weight: f64 = 0.5,
        /// Rise of utilisation in per cent for one per cent of expected margin.
        #[unit = "elasticity", range = within(0.0, 2.0), source = "Monazite design, prior range 0.13 to 0.7"]
        utilisation_elasticity: f64 = 0.6,
        /// Lowest utilisation of a plant that runs.
        #[unit = "share", range = within(0.0, 1.0), source = "Monazite design, prior range 0.2 to 0.5"]
        utilisation_min_share: f64 = 0.3,
        /// Time in which utilisation follows.
        #[unit = "years", range = above(0.0, 5.0), source = "Monazite design, prior range 0.15 to 0.5"]
        utilisation_years: f64 = 0.25,
        /// Rise of the unit cost for each part of utilisation above the ordinary one.
        #[unit = "ratio", range = within(0.0, 5.0), source = "Monazite design, prior range 0.2 to 1"]
        cost_congestion: f64 = 0.5,
        /// Weeks over which losses are averaged before a plant is mothballed.
        #[unit = "weeks", range = within(1.0, 520.0), source = "Monazite design: half a year", informed_by = &["H14"]]
        mothball_weeks: u32 = 26,
        /// Cost of care while mothballed, over the fixed cost of running.
        #[unit = "share", range = within(0.0, 1.0), source = "Monazite design, prior range 0.1 to 0.3"]
        care_cost_share: f64 = 0.15,
        /// Cost of restarting, over a year's cost at ordinary utilisation.
        #[unit = "share", range = within(0.0, 2.0), source = "Monazite design, prior range 0.1 to 0.5"]
        restart_cost_share: f64 = 0.2,
        /// Discount rate of decisions on running plants.
        #[unit = "share/yr", range = within(0.0, 1.0), source = "Monazite design, prior range 0.05 to 0.12"]
        discount_per_year: f64 = 0.08,
        /// Cost of capital of a new project.
        #[unit = "share/yr", range = within(0.0, 1.0), source = "Monazite design, prior range 0.08 to 0.14"]
        wacc_per_year: f64 = 0.10,
        /// Premium of a project in this business over the cost of capital.
        #[unit = "share/yr", range = within(0.0, 1.0), source = "Monazite design, prior range 0.02 to 0.08"]
        risk_premium_per_year: f64 = 0.05,
        /// Fall of the risk premium of a project that is sold out in advance.
        #[unit = "share/yr", range = within(0.0, 1.0), source = "Monazite design, prior range 0 to 0.1"]
        offtake_weight: f64 = 0.05,
        /// Chance per year of deciding on a project that clearly pays.
        #[unit = "1/yr", range = within(0.0, 10.0), source = "Monazite design, prior range 0.4 to 2; fitted to 2007-2018 within 0.4 to 2", informed_by = FITTED]
        decision_hazard_per_year: f64 = 1.8,
        /// Average overrun of a project's capital.
        #[unit = "share", range = within(0.0, 3.0), source = "now_params.csv `capex_overrun`: 0.59, range 0.42 to 0.80 (Eneabba); Monazite design 0.4"]
        overrun_mean_share: f64 = 0.4,
        /// Spread of the overrun, as standard deviation of its logarithm.
        #[unit = "ratio", range = within(0.0, 2.0), source = "Monazite design, prior range 0.2 to 0.5"]
        overrun_sigma: f64 = 0.3,
        /// Standard deviation of build times over their mean.
        #[unit = "ratio", range = within(0.0, 2.0), source = "Monazite design, prior range 0.2 to 0.6"]
        delay_cv: f64 = 0.4,
        /// Most that a full plant adds to its capacity in a year.
        #[unit = "share", range = within(0.0, 1.0), source = "Monazite design, prior range 0.1 to 0.5"]
        expansion_step_share: f64 = 0.15,
        /// Time from deciding on an expansion to its first tonne.
        #[unit = "years", range = above(0.0, 20.0), source = "Monazite design, prior range 1.5 to 4; build times of now_params.csv run from 1.5 to 5 years"]
        expansion_build_years: f64 = 2.5,
        /// The same for metal and magnet makers, whose lines are bought, not built.
        #[unit = "years", range = above(0.0, 20.0), source = "Monazite design, prior range 1 to 2.5; plants of now_plants.csv took 1 to 2 years"]
        processing_expansion_build_years: f64 = 1.5,
        /// Fall of the wanted stock of inputs in per cent for a price one per cent above the base year's.
        #[unit = "elasticity", range = within(0.0, 2.0), source = "Monazite design, prior range 0.1 to 0.8: dear inputs are run down, cheap ones laid in; fitted to 2007-2018 within 0.1 to 0.8", informed_by = FITTED]
        cover_price_elasticity: f64 = 0.79,
        /// Part of long-run cost in the price at which a holder would rather wait than sell.
        #[unit = "share", range = within(0.0, 1.0), source = "Monazite design, prior range 0.1 to 0.8: holders sell into spikes and wait in slumps; fitted to 2007-2018 within 0.1 to 0.8", informed_by = FITTED]
        holding_anchor_weight: f64 = 0.78,
        /// Growth of the market that boards plan for.
        #[unit = "share/yr", range = within(-0.2, 0.5), source = "now_params.csv `supply_growth`: 5.2 to 5.4 % a year for magnet oxides"]
        growth_outlook_per_year: f64 = 0.052,
        /// Fastest fall of use per unit of end product, by other designs and materials.
        #[unit = "1/yr", range = within(0.0, 1.0), source = "hist_params.csv `substitution_speed`: 10 % of demand a year, 2010-2012; Monazite design, prior range 0.08 to 0.25; fitted to 2007-2018 within 0.08 to 0.25", informed_by = FITTED]
        thrift_most_per_year: f64 = 0.17,
        /// How soon research pays: share of the fastest fall for a unit of research, as tanh.
        #[unit = "number", range = within(0.0, 10.0), source = "Monazite design, prior range 0.3 to 1.5; fitted to 2007-2018 within 0.3 to 1.5", informed_by = FITTED]
        thrift_response: f64 = 1.4,
        /// Time in which research that nobody needs is forgotten.
        #[unit = "years", range = above(0.0, 20.0), source = "Monazite design, about 1"]
        thrift_memory_years: f64 = 1.0,
        /// Part of a saving that stays once prices fall.
        #[unit = "share", range = within(0.0, 1.0), source = "Monazite design, about 0.7, to be swept"]
        thrift_lasting_share: f64 = 0.7,
        /// Speed at which the rest of a saving is given up.
        #[unit = "1/yr", range = within(0.0, 10.0), source = "Monazite design, prior range 0.2 to 1"]
        thrift_return_per_year: f64 = 0.5,
        /// Part of target cover below which users slow down.
        #[unit = "share", range = within(0.0, 1.0), source = "Monazite design, prior range 0.5 to 0.9; after the inventory rule of ARIO"]
        precaution_share: f64 = 0.8,
        /// Time in which orders close the gap to target cover.
        #[unit = "weeks", range = within(2.0, 52.0), source = "Monazite design, prior range 8 to 13; 2 weeks oscillate for ever"]
        order_weeks: f64 = 10.0,
        /// Largest order over ordinary need.
        #[unit = "ratio", range = within(1.0, 10.0), source = "params_extra.csv `order_inflation`: 2.5, range 2 to 3"]
        order_cap: f64 = 2.5,
        /// Rise of target cover for each unit of tension.
        #[unit = "ratio", range = within(0.0, 10.0), source = "Monazite design, prior range 1.8 to 2.8; fitted to 2007-2018 within 1 to 4", informed_by = FITTED]
        tension_cover: f64 = 3.6,
        /// Most cover that finance and storage allow.
        #[unit = "weeks", range = within(1.0, 200.0), source = "Monazite design, prior range 45 to 52; fitted to 2007-2018 within 26 to 52", informed_by = FITTED]
        cover_cap_weeks: f64 = 46.0,
        /// Time in which tension goes back to its start.
        #[unit = "years", range = above(0.0, 50.0), source = "Monazite design, prior range 0.3 to 1; fitted to 2007-2018 within 0.25 to 1.2", informed_by = FITTED]
        tension_reversion_years: f64 = 1.2,
        /// Spread of what moves tension without a date in the scenario, for a year.
        #[unit = "index/yr^0.5", range = within(0.0, 2.0), source = "Monazite design: nil where incidents are dated; 0.1 for futures, which scatters tension by 0.07"]
        tension_noise: f64 = 0.0,
        /// Speed at which trust of two governments grows while one's stock helps the other.
        #[unit = "1/yr", range = within(0.0, 10.0), source = "Monazite design, judgement: half of what is missing to full trust in two years and three quarters"]
        trust_growth_per_year: f64 = 0.25,
        /// Sharpness with which buyers prefer the better supplier.
        #[unit = "number", range = within(0.0, 50.0), source = "Monazite design, prior range 2 to 8; fitted to 2007-2018 within 2 to 8", informed_by = FITTED]
        portfolio_beta: f64 = 4.5,
        /// Speed at which shares move towards the preferred ones.
        #[unit = "1/yr", range = within(0.0, 20.0), source = "Monazite design, prior range 0.5 to 2; fitted to 2007-2018 within 0.5 to 2", informed_by = FITTED]
        portfolio_speed_per_year: f64 = 1.5,
        /// Weight of reliability against the log of the landed price.
        #[unit = "number", range = within(0.0, 20.0), source = "Monazite design, prior range 0.5 to 2"]
        reliability_weight: f64 = 1.0,
        /// Weight of the expected control of an origin within reliability.
        #[unit = "number", range = within(0.0, 5.0), source = "Monazite design, prior range 0.2 to 1"]
        control_risk_weight: f64 = 0.5,
        /// Time over which deliveries are remembered.
        #[unit = "years", range = above(0.0, 50.0), source = "Monazite design, prior range 0.25 to 1"]
        reliability_years: f64 = 0.5,
        /// Share that a supplier would get from which a buyer starts to qualify it.
        #[unit = "share", range = within(0.0, 1.0), source = "Monazite design, prior range 0.02 to 0.1"]
        qualification_start_share: f64 = 0.05,
        /// Time in which final use follows the price.
        #[unit = "years", range = above(0.0, 50.0), source = "Monazite design, about 0.3"]
        demand_lag_years: f64 = 0.3,
        /// Time over which users forget what the good used to cost.
        #[unit = "years", range = above(0.0, 50.0), source = "Monazite design, about 5"]
        reference_price_years: f64 = 5.0,
        /// Speed at which sellers move their tonnes between customers.
        #[unit = "1/yr", range = within(0.0, 100.0), source = "Monazite design, prior range 2 to 8"]
        seller_speed_per_year: f64 = 4.0,
        /// Weight of a customer's risk and unreliability to a seller, against the log of the price at its gate; bears with
        /// the mechanism `customer_choice`.
        #[unit = "number", range = within(0.0, 20.0), source = "Monazite design, judgement: as buyers weigh their suppliers (reliability_weight), prior range 0.5 to 2"]
        customer_risk_weight: f64 = 1.0,
    }
}
