using System.Collections.Immutable;
using Runproof.Core.Traces;

namespace Runproof.Runs.Diff;

/// <summary>How two runs compare.</summary>
/// <param name="First">The first difference between their steps; null where there is none.</param>
/// <param name="Values">The values that differ there: inputs or outputs, as the reason says; empty for other reasons.</param>
/// <param name="SameProgram">Whether both ran the same program.</param>
/// <param name="StepsOnOtherBackends">Number of steps that different backends executed.</param>
/// <param name="Claims">How their claims compare; null unless both runs have one.</param>
public sealed record RunComparison(
    Divergence? First,
    ImmutableArray<ValueDifference> Values,
    bool SameProgram,
    int StepsOnOtherBackends,
    ClaimComparison? Claims);
