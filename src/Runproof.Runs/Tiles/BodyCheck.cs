using System.Collections.Immutable;
using Runproof.Core.Diagnostics;
using Runproof.Core.Programs;
using Runproof.Tiles.Programs;
using Runproof.Tiles.Units;

namespace Runproof.Runs.Tiles;

/// <summary>Executes the body of a sequence, call by call, and holds it against the program that the compiler made of it.</summary>
public static class BodyCheck
{
    /// <summary>The first call in which the body leaves its program; null where it does what the program says.</summary>
    /// <param name="entry">The sequence.</param>
    /// <param name="registry">The tiles and types that it uses.</param>
    /// <exception cref="RunproofException">The body is no program (<see cref="ProgramErrors.Invalid"/>).</exception>
    public static Diagnostic? Problem(SequenceEntry entry, TileRegistry registry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(registry);
        return Problem(entry.Program, SequenceRecorder.Record(entry, registry));
    }

    /// <summary>The first call in which what was done leaves what was declared; null where it does not.</summary>
    /// <param name="declared">The program.</param>
    /// <param name="done">The program that the body makes when it is executed.</param>
    public static Diagnostic? Problem(Program declared, Program done)
    {
        ArgumentNullException.ThrowIfNull(declared);
        ArgumentNullException.ThrowIfNull(done);
        return declared.Digest == done.Digest ? null : new Comparison(declared, done).Sequence(declared.Entry, done.Entry, []) ?? At(declared.Name, [], "the body makes another program");
    }

    private static Diagnostic At(string name, ImmutableArray<uint> path, string message) => new(
        TileErrors.Schedule, Phase.Execute, path.IsEmpty ? name : $"{name} at {new Coordinates(path)}", message, "building the project again, and a body that depends on nothing but its arguments");

    private sealed class Comparison(Program declared, Program done)
    {
        public Diagnostic? Sequence(ProgramSequence a, ProgramSequence b, ImmutableArray<uint> path)
        {
            for (int i = 0; i < Math.Max(a.Steps.Length, b.Steps.Length); i++)
            {
                ImmutableArray<uint> place = path.Add((uint)i);
                Diagnostic? problem = i >= a.Steps.Length ? At(b.Steps[i].Name, place, $"the body of {a.Name} calls {b.Steps[i].Name}, which the program does not declare")
                    : i >= b.Steps.Length ? At(a.Steps[i].Name, place, $"the body of {a.Name} does not call {a.Steps[i].Name}, which the program declares")
                    : Step(a.Name, a.Steps[i], b.Steps[i], place);
                if (problem is not null)
                    return problem;
            }

            if (!a.Inputs.SequenceEqual(b.Inputs))
                return At(a.Name, path, $"the body of {a.Name} takes other inputs than the program declares");
            return Same(a.Outputs.Select(output => output.Source), b.Outputs.Select(output => output.Source)) ? null : At(a.Name, path, $"the body of {a.Name} returns another value than the program declares");
        }

        private Diagnostic? Step(string sequence, ProgramStep a, ProgramStep b, ImmutableArray<uint> place)
        {
            if (a.Unit != b.Unit || a.Kind != b.Kind || a.Fold != b.Fold || a.Callee is null != b.Callee is null)
                return At(a.Name, place, $"the body of {sequence} calls {b.Name}, and the program declares {a.Name}");
            if (!Same(a.Inputs, b.Inputs))
                return At(a.Name, place, $"the body of {sequence} gives {a.Name} other values than the program binds to it");
            return a.Callee is { } callee ? Sequence(declared.Callees[(int)callee], done.Callees[(int)b.Callee!.Value], place) : null;
        }

        // Constants are numbered in the order in which they are met, so that the values tell.
        private bool Same(IEnumerable<Binding> a, IEnumerable<Binding> b) => a.Select(binding => Value(declared, binding)).SequenceEqual(b.Select(binding => Value(done, binding)));

        private static (Binding Binding, ProgramConstant? Constant) Value(Program program, Binding binding) =>
            binding.IsConstant ? (binding with { Port = 0 }, program.Constants[(int)binding.Port]) : (binding, null);
    }
}
