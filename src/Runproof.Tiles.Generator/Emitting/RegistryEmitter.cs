using Microsoft.CodeAnalysis;
using Runproof.Tiles.Generator.Models;

namespace Runproof.Tiles.Generator.Emitting;

/// <summary>Writes the registry of an assembly.</summary>
internal static class RegistryEmitter
{
    private const string Units = "global::Runproof.Tiles.Units";
    private const string Create = "global::System.Collections.Immutable.ImmutableArray.Create";

    public static void Emit(SourceProductionContext context, RegistryModel registry)
    {
        var code = new CodeWriter();
        code.Line($"[assembly: {Units}.TileRegistry(typeof(global::{registry.Assembly}.Tiles))]");
        code.Line();
        code.Open($"namespace {registry.Assembly}");
        code.Line("/// <summary>The tiles, types and programs of this assembly.</summary>");
        code.Open("public static class Tiles");
        code.Line("/// <summary>The registry.</summary>");
        code.Line($"public static {Units}.TileRegistry Registry {{ get; }} = new {Units}.TileRegistry(");
        code.Line($"    {Create}(new {Units}.TileUnit[]").Line("    {");
        foreach (string unit in registry.Units)
            code.Line($"        {unit},");
        code.Line("    }),").Line($"    {Create}(new {Units}.TileType[]").Line("    {");
        foreach (TypeUse type in registry.Types)
            code.Line($"        {TypeText.Describe(type)},");
        code.Line("    }),").Line($"    {Create}(new {Units}.SequenceEntry[]").Line("    {");
        foreach (string program in registry.Programs)
            code.Line($"        {program},");
        code.Line("    }));");
        code.Close().Close();
        context.AddSource("Tiles.g.cs", code.ToString());
    }
}
