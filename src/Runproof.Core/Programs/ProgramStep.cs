using System.Collections.Immutable;

namespace Runproof.Core.Programs;

/// <summary>One unit call in a program.</summary>
/// <param name="Name">Name of the step; unique within the program.</param>
/// <param name="Kind">What the unit is made of.</param>
/// <param name="Unit">The unit's exact version.</param>
/// <param name="Inputs">Where each input of the unit comes from, in the unit's order.</param>
/// <param name="Outputs">The unit's outputs, in its order.</param>
public sealed record ProgramStep(
    string Name,
    UnitKind Kind,
    UnitRevision Unit,
    ImmutableArray<Binding> Inputs,
    ImmutableArray<Port> Outputs);
