using System.Collections.Immutable;
using Runproof.Core.Diagnostics;
using Runproof.Core.Programs;
using Runproof.Core.Schemas;
using Runproof.Tiles.Programs;
using Runproof.Tiles.Units;

namespace Runproof.Runs.Tiles;

/// <summary>Finds the program that is meant, and reads what it takes.</summary>
public static class TilePrograms
{
    private const int MostNames = 8;

    /// <summary>Finds a sequence that is a program.</summary>
    /// <param name="registry">The tiles.</param>
    /// <param name="name">Its name, or the end of it from a dot on; null for the only one.</param>
    /// <exception cref="RunproofException">There is none of that name, or several could be meant (<see cref="TileErrors.Name"/>).</exception>
    public static SequenceEntry FindSequence(TileRegistry registry, string? name)
    {
        ArgumentNullException.ThrowIfNull(registry);
        return Find(registry.Programs, entry => entry.Name, name, "sequence", "--sequence");
    }

    /// <summary>Finds a tile.</summary>
    /// <param name="registry">The tiles.</param>
    /// <param name="name">Its name, or the end of it from a dot on.</param>
    /// <exception cref="RunproofException">There is none of that name, or several could be meant (<see cref="TileErrors.Name"/>).</exception>
    public static TileUnit FindTile(TileRegistry registry, string name)
    {
        ArgumentNullException.ThrowIfNull(registry);
        return Find(registry.Units, unit => unit.Name, name, "tile", "--tile");
    }

    /// <summary>The program that calls one tile with its arguments and nothing else.</summary>
    /// <param name="unit">The tile.</param>
    public static Program Of(TileUnit unit)
    {
        ArgumentNullException.ThrowIfNull(unit);
        return ProgramBuilder.Build(unit.Name, sequence => sequence.Return(sequence.Call(unit, [.. unit.Parameters.Select(port => sequence.External(port.Name, port.Type))])));
    }

    /// <summary>Reads the inputs of a program from JSON: the value of the only one, an object with their names, or an array in their order.</summary>
    /// <param name="program">The program.</param>
    /// <param name="json">The JSON, UTF-8; empty for a program without inputs.</param>
    /// <param name="subject">Where it comes from, for errors.</param>
    /// <returns>The encoded value of each input, in the program's order.</returns>
    /// <exception cref="RunproofException">The JSON is malformed, or does not stand for these inputs.</exception>
    public static ImmutableArray<ReadOnlyMemory<byte>> ReadInputs(Program program, ReadOnlySpan<byte> json, string subject)
    {
        ArgumentNullException.ThrowIfNull(program);
        ImmutableArray<SchemaMember> members = [.. program.Inputs.Select(port => new SchemaMember(port.Name, Schema.Parse(port.Type)))];
        if (!ArgumentsJson.TryEncode(members, json, subject, out byte[]? bytes, out Diagnostic? error))
            throw new RunproofException(error);

        // The encoding of a tuple is that of its elements, one after the other.
        var reader = new Core.Encoding.PostcardReader(bytes);
        var inputs = ImmutableArray.CreateBuilder<ReadOnlyMemory<byte>>(members.Length);
        foreach (SchemaMember member in members)
        {
            int start = reader.Offset;
            ValueReader.TrySkip(ref reader, member.Schema!);
            inputs.Add(bytes.AsMemory(start..reader.Offset));
        }

        return inputs.MoveToImmutable();
    }

    private static T Find<T>(ImmutableArray<T> all, Func<T, string> nameOf, string? name, string kind, string option)
    {
        T[] matches = [.. all.Where(candidate => name is null || nameOf(candidate) == name)];
        if (matches.Length == 0)
            matches = [.. all.Where(candidate => nameOf(candidate).EndsWith($".{name}", StringComparison.Ordinal))];
        if (matches.Length == 1)
            return matches[0];
        T[] listed = matches.Length == 0 ? [.. all] : matches;
        string some = string.Join(", ", listed.Take(MostNames).Select(nameOf)) + (listed.Length > MostNames ? ", …" : "");
        string message = matches.Length == 0 && name is not null ? $"there is no {kind} {name}{(listed.Length == 0 ? "" : $": there are {some}")}"
            : matches.Length == 0 ? $"there is no {kind} that is a program"
            : $"{matches.Length} could be meant: {some}";
        string hint = listed.Length == 0 ? "--tile with the name of a tile, or a sequence with Entry = true" : $"{option} {nameOf(listed[0])}";
        throw new RunproofException(new Diagnostic(TileErrors.Name, Phase.Plan, name ?? kind, message, hint));
    }
}
