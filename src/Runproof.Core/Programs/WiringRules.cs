using System.Collections.Immutable;

namespace Runproof.Core.Programs;

/// <summary>What every program obeys: names are unique, and every binding names something that is there before it is read.</summary>
internal static class WiringRules
{
    /// <summary>The first rule that is broken, in words, or null.</summary>
    public static string? Problem(ProgramSequence entry, ImmutableArray<ProgramSequence> callees, ImmutableArray<ProgramConstant> constants)
    {
        if (Repeated(callees.Prepend(entry).Select(sequence => sequence.Name)) is { } name)
            return $"two sequences are called {name}";
        return Problem(entry, "the program", constants.Length)
            ?? callees.Select(callee => Problem(callee, $"sequence {callee.Name}", constants.Length)).FirstOrDefault(problem => problem is not null);
    }

    private static string? Problem(ProgramSequence sequence, string where, int constants)
    {
        (_, ImmutableArray<Port> inputs, ImmutableArray<ProgramStep> steps, ImmutableArray<ProgramOutput> outputs) = sequence;
        if (steps.IsEmpty)
            return $"{where} has no step";
        if (Repeated(inputs.Select(port => port.Name)) is { } input)
            return $"two inputs of {where} are called {input}";
        if (Repeated(steps.Select(step => step.Name)) is { } name)
            return $"two steps of {where} are called {name}";
        if (Repeated(outputs.Select(output => output.Name)) is { } output)
            return $"two outputs of {where} are called {output}";
        for (var i = 0; i < steps.Length; i++)
        {
            if (Repeated(steps[i].Outputs.Select(port => port.Name)) is { } port)
                return $"two outputs of step {steps[i].Name} are called {port}";
            foreach (var binding in steps[i].Inputs)
            {
                if (!Resolves(binding, sequence, constants, before: i))
                    return $"step {steps[i].Name} reads a value that no input, no constant and no earlier step provides";
            }
        }

        return outputs.FirstOrDefault(o => !Resolves(o.Source, sequence, constants, steps.Length)) is { } loose ? $"nothing provides the output {loose.Name} of {where}" : null;
    }

    private static bool Resolves(Binding binding, ProgramSequence sequence, int constants, int before) =>
        binding.Step is { } step
            ? step < before && binding.Port < sequence.Steps[(int)step].Outputs.Length && !binding.IsConstant
            : binding.Port < (binding.IsConstant ? constants : sequence.Inputs.Length);

    private static string? Repeated(IEnumerable<string> names)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return names.FirstOrDefault(name => !seen.Add(name));
    }
}
