namespace Runproof.Tiles.Generator.Models;

/// <summary>What the registry of an assembly lists.</summary>
/// <param name="Assembly">The namespace of what is generated for the assembly.</param>
/// <param name="Units">Where the unit of each tile is found.</param>
/// <param name="Types">The types, each C# type once.</param>
/// <param name="Programs">Where each program is found.</param>
internal sealed record RegistryModel(string Assembly, EquatableArray<string> Units, EquatableArray<TypeUse> Types, EquatableArray<string> Programs)
{
    public static RegistryModel? Of(EquatableArray<TileModel> tiles, EquatableArray<SequenceModel> sequences)
    {
        if (tiles.Count + sequences.Count == 0)
            return null;

        // Two types that differ only in what may be null are one at run time, and none of them is listed.
        TypeUse[] types =
        [
            .. tiles.SelectMany(tile => tile.Types).Concat(sequences.SelectMany(sequence => sequence.Types)).Distinct()
                .GroupBy(type => type.RuntimeName, StringComparer.Ordinal).Where(same => same.Count() == 1).Select(same => same.First())
                .OrderBy(type => type.Display, StringComparer.Ordinal),
        ];
        return new RegistryModel(
            tiles.Count > 0 ? tiles[0].Assembly : sequences[0].Assembly,
            new([.. tiles.Select(tile => $"global::{tile.Name}Unit.Unit").OrderBy(name => name, StringComparer.Ordinal)]),
            new(types),
            new([.. sequences.Where(sequence => sequence.IsEntry).Select(sequence => $"global::{sequence.Name}Sequence.Entry").OrderBy(name => name, StringComparer.Ordinal)]));
    }
}
