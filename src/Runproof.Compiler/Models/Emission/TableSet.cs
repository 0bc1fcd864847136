using System.Collections.Immutable;
using Runproof.Circuits.Tables;
using Runproof.Circuits.Tensors;

namespace Runproof.Compiler.Models.Emission;

/// <summary>The tables of a circuit, each once.</summary>
internal sealed class TableSet
{
    private readonly List<ActivationTable> _tables = [];

    /// <summary>All of them.</summary>
    public ImmutableArray<ActivationTable> All => [.. _tables];

    /// <summary>Index of the table of a function.</summary>
    /// <param name="domain">The arguments that must have a row.</param>
    /// <param name="function">The function. Range: <paramref name="range"/>.</param>
    /// <param name="range">
    /// The range of the result, which a circuit takes from the values of its table. Where the function does not reach an end of it, an extra row beyond the
    /// domain does.
    /// </param>
    public int Add(IntegerRange domain, Func<long, int> function, IntegerRange range)
    {
        var values = new List<int>((int)domain.Count + 2);
        for (long argument = domain.Min; argument <= domain.Max; argument++)
            values.Add(function(argument));
        long first = domain.Min;
        if (values.Min() > range.Min && range.Min < 0)
        {
            values.Insert(0, (int)range.Min);
            first--;
        }

        if (values.Max() < range.Max)
            values.Add((int)range.Max);
        var table = new ActivationTable((int)first, [.. values]);
        int index = _tables.IndexOf(table);
        if (index >= 0)
            return index;
        _tables.Add(table);
        return _tables.Count - 1;
    }
}
