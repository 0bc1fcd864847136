using Microsoft.CodeAnalysis.CSharp;
using Runproof.Tiles.Generator.Models;

namespace Runproof.Tiles.Generator.Emitting;

/// <summary>The expression that describes a type to the runtime, with its codec.</summary>
internal static class TypeText
{
    public static string Describe(TypeUse type) =>
        $"new global::Runproof.Tiles.Units.TileType<{type.Display}>({SymbolDisplay.FormatLiteral(type.Schema, quote: true)}, "
        + $"static (ref global::Runproof.Tiles.Codecs.TileWriter writer, {type.Display} value) => {type.WriteCall.Replace("$", "value")}, "
        + $"static (ref global::Runproof.Tiles.Codecs.TileReader reader) => {type.ReadCall})";
}
