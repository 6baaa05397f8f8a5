//! Switches: every mechanism can be turned off, to see which result it makes.

parameters! {
    /// Mechanisms that are on or off for the whole run.
    #[section = "mechanisms", all_default]
    pub struct Mechanisms {
        /// Contracts are delivered before spot; off: all orders meet in the spot market.
        #[unit = "switch"]
        contracts: bool = true,
        /// Spot auctions; off: quotes stay and orders are rationed.
        #[unit = "switch"]
        spot: bool = true,
        /// Bids and asks change smoothly with the price; off: each is one step.
        #[unit = "switch"]
        sloped_schedules: bool = true,
        /// Smuggling out of a country with controls.
        #[unit = "switch"]
        leakage: bool = true,
        /// The rent that licence holders ask rises fast and decays slowly; off: it is the scarcity of the week.
        #[unit = "switch"]
        sticky_rent: bool = true,
        /// Goods take their time under way; off: they arrive in the same week.
        #[unit = "switch"]
        transit: bool = true,
        /// Users slow down before the stock is gone.
        #[unit = "switch"]
        precaution: bool = true,
        /// Buyers move their shares between suppliers.
        #[unit = "switch"]
        portfolio: bool = true,
        /// A new supplier has to be qualified first; off: at once.
        #[unit = "switch"]
        qualification: bool = true,
        /// Plants that lose money close and open again.
        #[unit = "switch"]
        mothball: bool = true,
        /// New projects are decided on.
        #[unit = "switch"]
        investment: bool = true,
        /// Running plants are expanded.
        #[unit = "switch"]
        expansion: bool = true,
        /// Final use falls with the price.
        #[unit = "switch"]
        price_elasticity: bool = true,
        /// Users of dear goods learn to do with less.
        #[unit = "switch"]
        thrifting: bool = true,
        /// Cover rises with tension.
        #[unit = "switch"]
        tension_cover: bool = true,
        /// Traders carry goods between zones.
        #[unit = "switch"]
        resale: bool = true,
        /// Nobody sells outside the index zone for less than the index zone would leave.
        #[unit = "switch"]
        index_parity: bool = true,
        /// Sellers outside the index zone prefer customers who take what they are offered and whose government is no risk.
        #[unit = "switch"]
        customer_choice: bool = false,
        /// Utilisation follows the margin.
        #[unit = "switch"]
        utilisation_response: bool = true,
    }
}
