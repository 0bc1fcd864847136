using Runproof.Runs.Metadata;

namespace Runproof.Runs.Compiling;

/// <summary>What compiling one slice came to.</summary>
/// <param name="SliceId">The slice, such as <c>slice_0</c>.</param>
/// <param name="Status">What was done.</param>
/// <param name="Circuit">Its circuit; null where it has none.</param>
/// <param name="WhyNot">Why it has none; null where it has one, or was not requested.</param>
/// <param name="Time">Wall time.</param>
public sealed record SliceCompilation(string SliceId, CompileStatus Status, CircuitEntry? Circuit, string? WhyNot, TimeSpan Time);
