using System.Collections.Immutable;
using Runproof.Core.Diagnostics;
using Runproof.Core.Programs;

namespace Runproof.Tiles.Programs;

/// <summary>Makes a program from descriptions of its sequences. Each sequence is described once, however often it is called.</summary>
public sealed class ProgramBuilder
{
    private readonly Dictionary<string, SequenceBuilder> _sequences = new(StringComparer.Ordinal);
    private readonly List<ProgramConstant> _constants = [];

    private ProgramBuilder()
    {
    }

    /// <summary>Makes a program.</summary>
    /// <param name="name">Full name of its entry sequence.</param>
    /// <param name="describe">Describes the entry sequence.</param>
    /// <exception cref="RunproofException">The description is not a valid program (<see cref="ProgramErrors.Invalid"/>).</exception>
    public static Program Build(string name, Action<SequenceBuilder> describe)
    {
        var builder = new ProgramBuilder();
        SequenceBuilder entry = builder.Sequence(name, describe);
        ImmutableArray<SequenceBuilder> callees = CallersFirst(entry);
        var positions = callees.Select((callee, i) => (callee, Position: (uint)i)).ToDictionary(pair => pair.callee, pair => pair.Position);
        return Program.TryCreate(
            entry.ToSequence(positions), [.. callees.Select(callee => callee.ToSequence(positions))], [.. builder._constants], out Program? program, out Diagnostic? error)
            ? program
            : throw new RunproofException(error);
    }

    /// <summary>The description of a sequence, made when it is asked for first.</summary>
    internal SequenceBuilder Sequence(string name, Action<SequenceBuilder> describe)
    {
        if (_sequences.TryGetValue(name, out SequenceBuilder? known))
            return known.IsDescribed ? known : throw Invalid(name, "the sequence calls itself, directly or through others", "sequences that do not call each other in a circle");
        var sequence = new SequenceBuilder(this, name, isEntry: _sequences.Count == 0);
        _sequences.Add(name, sequence);
        describe(sequence);
        if (!sequence.IsDescribed)
            throw Invalid(name, "the sequence returns nothing", "returning what a call gives");
        return sequence;
    }

    /// <summary>A constant of the program, the same one for the same value.</summary>
    internal Binding Constant(ProgramConstant constant)
    {
        int position = _constants.IndexOf(constant);
        if (position < 0)
        {
            position = _constants.Count;
            _constants.Add(constant);
        }

        return Binding.Constant((uint)position);
    }

    internal static RunproofException Invalid(string subject, string message, string hint) =>
        new(new Diagnostic(ProgramErrors.Invalid, Phase.Plan, subject, message, hint));

    // Depth first, a sequence before what it calls: the reverse of the order in which they are left.
    private static ImmutableArray<SequenceBuilder> CallersFirst(SequenceBuilder entry)
    {
        var left = new List<SequenceBuilder>();
        var seen = new HashSet<SequenceBuilder>();
        Visit(entry);
        left.Reverse();
        return [.. left.Skip(1)];

        void Visit(SequenceBuilder sequence)
        {
            if (!seen.Add(sequence))
                return;
            foreach (SequenceBuilder callee in sequence.Callees)
                Visit(callee);
            left.Add(sequence);
        }
    }
}
