using Runproof.Core.Programs;
using Runproof.Runs.Planning;
using Runproof.Verifier.Receipts;

namespace Runproof.Runs.Results;

/// <summary>What others get of the weights of a program's circuits, in one word.</summary>
public static class ProgramWeights
{
    /// <summary>The word: <c>public</c>, <c>bound</c>, <c>mixed</c>, or <c>none</c> where no step is a circuit. The program's digest says so, not who ran it.</summary>
    public static string Of(Program program)
    {
        ArgumentNullException.ThrowIfNull(program);
        WeightsKind[] kinds = [.. program.Steps.Select(CircuitUnit.WeightsOf).OfType<WeightsKind>().Distinct()];
        return kinds switch { [] => "none", [var kind] => kind.Text(), _ => "mixed" };
    }
}
