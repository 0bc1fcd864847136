using Runproof.Proofs.Fields;

namespace Runproof.Proofs.Lookups;

/// <summary>Gives the prover a range of a committed column; called from several threads at once, twice in all for every value.</summary>
/// <typeparam name="F">The base field.</typeparam>
/// <param name="column">The column.</param>
/// <param name="start">Index of the first value.</param>
/// <param name="values">Receives the values from there on.</param>
public delegate void ColumnReader<F>(LookupColumn column, int start, Span<F> values)
    where F : struct, IField<F>;
