using System.Collections.Immutable;
using Runproof.Core.Encoding;

namespace Runproof.Core.Programs;

/// <summary>The encoding of a binding: input, output of a step or constant; in a typed program the path to the part follows.</summary>
internal static class BindingEncoding
{
    private const int MaxSelectors = Schemas.Schema.MaxDepth;

    public static void Write(PostcardWriter writer, Binding binding, bool isTyped)
    {
        writer.WriteEnum(binding.IsConstant ? 2u : binding.Step is null ? 0u : 1u);
        if (binding.Step is { } step)
            writer.WriteU32(step);
        writer.WriteU32(binding.Port);
        if (!isTyped)
            return;
        ImmutableArray<Selector> path = binding.Part?.Path ?? [];
        writer.WriteCount(path.Length);
        foreach ((SelectorKind kind, uint start, uint end) in path)
        {
            writer.WriteEnum((uint)kind);
            writer.WriteU32(start);
            if (kind == SelectorKind.Range)
                writer.WriteU32(end);
        }
    }

    public static bool TryRead(ref PostcardReader reader, bool isTyped, out Binding binding)
    {
        binding = default;
        uint step = 0;
        if (!reader.TryReadEnum(isTyped ? 3u : 2u, out var kind) || (kind == 1 && !reader.TryReadU32(out step)) || !reader.TryReadU32(out var port))
            return false;
        binding = kind switch { 0 => Binding.External(port), 1 => Binding.Output(step, port), _ => Binding.Constant(port) };
        return !isTyped || TryReadPart(ref reader, ref binding);
    }

    private static bool TryReadPart(ref PostcardReader reader, ref Binding binding)
    {
        if (!reader.TryReadCount(2, out int count, MaxSelectors))
            return false;
        var path = ImmutableArray.CreateBuilder<Selector>(count);
        for (int i = 0; i < count; i++)
        {
            uint end = 0;
            if (!reader.TryReadEnum(3, out uint kind) || !reader.TryReadU32(out uint start) || (kind == (uint)SelectorKind.Range && !reader.TryReadU32(out end)))
                return false;
            path.Add(new Selector((SelectorKind)kind, start, end));
        }

        if (count > 0)
            binding = binding with { Part = new Selection(path.MoveToImmutable()) };
        return true;
    }
}
