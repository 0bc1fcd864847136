using System.Collections.Concurrent;
using System.Globalization;

namespace Runproof.Runs.Tests.Conformance;

/// <summary>What checking many models shows: counts by kind, and every failure. Several threads may add to it.</summary>
internal sealed class Findings
{
    private readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<string> _failures = [];
    private readonly ConcurrentBag<string> _notes = [];

    /// <summary>What must not be, one line each, in a fixed order.</summary>
    public IReadOnlyList<string> Failures => [.. _failures.Order(StringComparer.Ordinal)];

    /// <summary>What may be and is worth reading, one line each, in a fixed order.</summary>
    public IReadOnlyList<string> Notes => [.. _notes.Order(StringComparer.Ordinal)];

    public int this[string kind] => _counts.GetValueOrDefault(kind);

    public void Count(string kind, int by = 1) => _counts.AddOrUpdate(kind, by, (_, count) => count + by);

    public void Note(ReferenceModel model, string text) => _notes.Add($"{model.Name}: {text}");

    public void Fail(ReferenceModel model, string text) => _failures.Add($"{model.Name}: {text}");

    public override string ToString() =>
        string.Join('\n', _counts.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Value,6} {pair.Key}")));
}
