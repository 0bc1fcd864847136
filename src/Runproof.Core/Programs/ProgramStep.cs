using System.Collections.Immutable;

namespace Runproof.Core.Programs;

/// <summary>One call in a program: of a unit, once or for the items of a list, or of a sequence.</summary>
/// <param name="Name">Name of the step; unique within its sequence.</param>
/// <param name="Kind">What is called.</param>
/// <param name="Unit">The unit's exact version; <see cref="UnitRevision.None"/> for a sequence, which the program holds itself.</param>
/// <param name="Inputs">Where each input comes from, in the unit's order.</param>
/// <param name="Outputs">The outputs, in the unit's order; of a fold the state after the last item.</param>
public sealed record ProgramStep(
    string Name,
    UnitKind Kind,
    UnitRevision Unit,
    ImmutableArray<Binding> Inputs,
    ImmutableArray<Port> Outputs)
{
    /// <summary>The unit's inputs, which a program of tiles states and checks; empty for slices and sequences.</summary>
    public ImmutableArray<Port> Parameters { get; init; } = [];

    /// <summary>How a list is folded; null for a single call.</summary>
    public FoldShape? Fold { get; init; }

    /// <summary>The position of the called sequence in <see cref="Program.Callees"/>; null for a unit.</summary>
    public uint? Callee { get; init; }

    /// <summary>The type of what one call of the unit gives.</summary>
    public string ResultType => Fold is { CanBreak: true } ? FoldShape.BreakingType(Outputs[0].Type) : Outputs[0].Type;
}
