using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Runproof.Core.Diagnostics;
using Runproof.Core.Hashing;

namespace Runproof.Core.Programs;

/// <summary>
/// Content-addressed wiring of unit calls, in the order in which they run: step <c>i</c> reads inputs of the program and outputs of the steps
/// before it. A value of this type is valid: every binding resolves.
/// </summary>
public sealed class Program
{
    private Program(string name, ImmutableArray<Port> inputs, ImmutableArray<ProgramStep> steps, ImmutableArray<ProgramOutput> outputs)
    {
        Name = name;
        Inputs = inputs;
        Steps = steps;
        Outputs = outputs;
        Encoded = ProgramEncoding.Encode(this);
        Digest = TaggedHash.Compute(DigestTags.Program, Encoded.Span);
    }

    /// <summary>Name of the program.</summary>
    public string Name { get; }

    /// <summary>What a caller supplies.</summary>
    public ImmutableArray<Port> Inputs { get; }

    /// <summary>The unit calls, in order.</summary>
    public ImmutableArray<ProgramStep> Steps { get; }

    /// <summary>What the program returns.</summary>
    public ImmutableArray<ProgramOutput> Outputs { get; }

    /// <summary>The canonical bytes.</summary>
    public ReadOnlyMemory<byte> Encoded { get; }

    /// <summary>The program's identity.</summary>
    public Digest Digest { get; }

    /// <summary>Makes a program, if its wiring is valid.</summary>
    /// <param name="name">Name of the program.</param>
    /// <param name="inputs">What a caller supplies.</param>
    /// <param name="steps">The unit calls, in order; at least one.</param>
    /// <param name="outputs">What the program returns.</param>
    /// <param name="program">The program.</param>
    /// <param name="error">What is wrong with the wiring, where the result is false.</param>
    public static bool TryCreate(
        string name,
        ImmutableArray<Port> inputs,
        ImmutableArray<ProgramStep> steps,
        ImmutableArray<ProgramOutput> outputs,
        [NotNullWhen(true)] out Program? program,
        [NotNullWhen(false)] out Diagnostic? error)
    {
        program = null;
        if (Problem(inputs, steps, outputs) is { } problem)
        {
            error = new Diagnostic(ProgramErrors.Invalid, Phase.Read, name, problem, "slicing the model again");
            return false;
        }

        program = new Program(name, inputs, steps, outputs);
        error = null;
        return true;
    }

    /// <summary>Reads canonical bytes.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, string subject, [NotNullWhen(true)] out Program? program, [NotNullWhen(false)] out Diagnostic? error) =>
        ProgramEncoding.TryDecode(bytes, subject, out program, out error);

    private static string? Problem(ImmutableArray<Port> inputs, ImmutableArray<ProgramStep> steps, ImmutableArray<ProgramOutput> outputs)
    {
        if (steps.IsEmpty)
            return "the program has no step";
        if (Repeated(inputs.Select(port => port.Name)) is { } input)
            return $"two inputs are called {input}";
        if (Repeated(steps.Select(step => step.Name)) is { } name)
            return $"two steps are called {name}";
        if (Repeated(outputs.Select(output => output.Name)) is { } output)
            return $"two outputs are called {output}";
        for (var i = 0; i < steps.Length; i++)
        {
            if (Repeated(steps[i].Outputs.Select(port => port.Name)) is { } port)
                return $"two outputs of step {steps[i].Name} are called {port}";
            foreach (var binding in steps[i].Inputs)
            {
                if (!Resolves(binding, inputs, steps, before: i))
                    return $"step {steps[i].Name} reads a value that no input and no earlier step provides";
            }
        }

        return outputs.FirstOrDefault(o => !Resolves(o.Source, inputs, steps, steps.Length)) is { } loose ? $"nothing provides the output {loose.Name}" : null;
    }

    private static bool Resolves(Binding binding, ImmutableArray<Port> inputs, ImmutableArray<ProgramStep> steps, int before) =>
        binding.Step is { } step
            ? step < before && binding.Port < steps[(int)step].Outputs.Length
            : binding.Port < inputs.Length;

    private static string? Repeated(IEnumerable<string> names)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return names.FirstOrDefault(name => !seen.Add(name));
    }
}
