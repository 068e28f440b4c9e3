"""What is measured of a whole network: communities, holes, who may meet whom, and what its past teaches of that."""
