using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Runproof.Core.Schemas;

namespace Runproof.Runs.Diff;

/// <summary>Compares two values of one type place by place, as the JSON that stands for them.</summary>
internal static class FieldDifferences
{
    /// <summary>How many places are listed at most.</summary>
    public const int MostListed = 16;

    /// <summary>The first places that differ; empty where one of the values is not of the type.</summary>
    public static ImmutableArray<FieldDifference> Between(Schema schema, ReadOnlyMemory<byte> left, ReadOnlyMemory<byte> right)
    {
        if (!ValueJson.TryWrite(schema, left.Span, out string? a, out _) || !ValueJson.TryWrite(schema, right.Span, out string? b, out _))
            return [];
        var options = new JsonDocumentOptions { MaxDepth = 128 };
        using JsonDocument first = JsonDocument.Parse(a, options);
        using JsonDocument second = JsonDocument.Parse(b, options);
        var found = ImmutableArray.CreateBuilder<FieldDifference>();
        Compare(found, "", first.RootElement, second.RootElement);
        return found.ToImmutable();
    }

    private static void Compare(ImmutableArray<FieldDifference>.Builder found, string path, JsonElement left, JsonElement right)
    {
        if (found.Count == MostListed)
            return;
        if (left.ValueKind == JsonValueKind.Object && right.ValueKind == JsonValueKind.Object)
            CompareObjects(found, path, left, right);
        else if (left.ValueKind == JsonValueKind.Array && right.ValueKind == JsonValueKind.Array)
            CompareArrays(found, path, left, right);
        else if (left.GetRawText() != right.GetRawText())
            found.Add(new FieldDifference(path, left.GetRawText(), right.GetRawText()));
    }

    // Keys of maps may be on one side only.
    private static void CompareObjects(ImmutableArray<FieldDifference>.Builder found, string path, JsonElement left, JsonElement right)
    {
        foreach (string name in left.EnumerateObject().Concat(right.EnumerateObject()).Select(property => property.Name).Distinct(StringComparer.Ordinal))
        {
            string place = path.Length == 0 ? name : $"{path}.{name}";
            bool hasLeft = left.TryGetProperty(name, out JsonElement a);
            bool hasRight = right.TryGetProperty(name, out JsonElement b);
            if (hasLeft && hasRight)
                Compare(found, place, a, b);
            else if (found.Count < MostListed)
                found.Add(new FieldDifference(place, hasLeft ? a.GetRawText() : null, hasRight ? b.GetRawText() : null));
        }
    }

    private static void CompareArrays(ImmutableArray<FieldDifference>.Builder found, string path, JsonElement left, JsonElement right)
    {
        using JsonElement.ArrayEnumerator a = left.EnumerateArray();
        using JsonElement.ArrayEnumerator b = right.EnumerateArray();
        for (int i = 0; found.Count < MostListed; i++)
        {
            (bool hasLeft, bool hasRight) = (a.MoveNext(), b.MoveNext());
            string place = string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]");
            if (hasLeft && hasRight)
                Compare(found, place, a.Current, b.Current);
            else if (hasLeft || hasRight)
                found.Add(new FieldDifference(place, hasLeft ? a.Current.GetRawText() : null, hasRight ? b.Current.GetRawText() : null));
            else
                return;
        }
    }
}
