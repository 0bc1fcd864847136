using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Runproof.Core.Programs;

namespace Runproof.Verifier.Disputes;

/// <summary>A sequence of a program at the place where it is called.</summary>
/// <param name="Sequence">The sequence.</param>
/// <param name="Path">Coordinates of the step that calls it; empty for the outermost level.</param>
/// <param name="Caller">The level of that step; null for the outermost one.</param>
/// <param name="Call">That step.</param>
internal sealed record ProgramLevel(ProgramSequence Sequence, ImmutableArray<uint> Path, ProgramLevel? Caller, ProgramStep? Call)
{
    /// <summary>The outermost level.</summary>
    public static ProgramLevel Outermost(Program program) => new(program.Entry, [], null, null);

    /// <summary>Coordinates of a step of it.</summary>
    public ImmutableArray<uint> PathOf(int position) => Path.Add((uint)position);

    /// <summary>The level that a step calls.</summary>
    public ProgramLevel Enter(Program program, int position) =>
        new(program.Callees[(int)Sequence.Steps[position].Callee!.Value], PathOf(position), this, Sequence.Steps[position]);

    /// <summary>Finds the unit call at coordinates.</summary>
    /// <param name="program">The program.</param>
    /// <param name="coordinates">The coordinates.</param>
    /// <param name="level">Its level.</param>
    /// <param name="position">Its position there.</param>
    public static bool TryFind(Program program, Coordinates coordinates, [NotNullWhen(true)] out ProgramLevel? level, out int position)
    {
        level = null;
        position = 0;
        if (program.StepAt(coordinates) is not { } step)
            return false;
        ImmutableArray<uint> path = coordinates.Path;
        int depth = path.Length - (step.Fold is null ? 1 : 2);
        level = Outermost(program);
        for (int i = 0; i < depth; i++)
            level = level.Enter(program, (int)path[i]);
        position = (int)path[depth];
        return true;
    }
}
