/**
 * Property tests draw the same examples in every run, so that a failing run is due to the change and not to luck.
 * PROPERTY_SEED=n draws others; fast-check prints the seed of a failure.
 */
import fc from 'fast-check';

fc.configureGlobal({ seed: Number(process.env.PROPERTY_SEED ?? 1) });
