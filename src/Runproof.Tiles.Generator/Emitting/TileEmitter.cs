using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Runproof.Tiles.Generator.Models;

namespace Runproof.Tiles.Generator.Emitting;

/// <summary>Writes the unit of a tile, with its entry by bytes and, where it has the shape, the entry that folds a list with it.</summary>
internal static class TileEmitter
{
    private const string Units = "global::Runproof.Tiles.Units";
    private const string Codecs = "global::Runproof.Tiles.Codecs";
    private const string Port = "new global::Runproof.Core.Programs.Port";

    public static void Emit(SourceProductionContext context, TileModel tile)
    {
        var code = new CodeWriter();
        if (tile.Namespace.Length > 0)
            code.Open($"namespace {tile.Namespace}");
        code.Open($"partial class {tile.Class}");
        code.Line($"/// <summary>The tile {tile.Method} as a unit of programs.</summary>");
        code.Open($"public static class {tile.Method}Unit");
        code.Line("/// <summary>The unit.</summary>");
        EmitUnit(code, tile);
        code.Line();
        EmitEntry(code, tile);
        if (tile.CanFold)
        {
            code.Line();
            EmitFold(code, tile);
        }

        code.Close().Close();
        if (tile.Namespace.Length > 0)
            code.Close();
        context.AddSource(HintName.Of($"{tile.Name}Unit"), code.ToString());
    }

    private static void EmitUnit(CodeWriter code, TileModel tile)
    {
        string state = tile.Result.Schema;
        code.Open($"public static {Units}.TileUnit Unit {{ get; }} = new {Units}.TileUnit");
        EmitProperties(code, tile, tile.Parameters.Select(parameter => (parameter.Name, parameter.Type.Schema)), tile.CanBreak ? Breaking(state) : state, "Invoke");
        if (tile.CanFold)
        {
            code.Open($"Fold = new {Units}.TileUnit");
            IEnumerable<(string, string)> parameters = tile.Parameters.Select((parameter, i) => (parameter.Name, i == 0 ? $"list<{parameter.Type.Schema}>" : parameter.Type.Schema));
            EmitProperties(code, tile, parameters, tile.CanBreak ? Breaking(state) : state, "InvokeFold");
            code.Close("},");
        }

        code.Close("};");
    }

    private static void EmitProperties(CodeWriter code, TileModel tile, IEnumerable<(string Name, string Schema)> parameters, string result, string entry)
    {
        code.Line($"Name = {Literal(tile.Name)},");
        code.Line($"Description = {Literal(tile.Description)},");
        code.Line($"EstimatedCycles = {tile.EstimatedCycles},");
        code.Line($"MaxMemory = {tile.MaxMemory},");
        code.Line($"Parameters = global::System.Collections.Immutable.ImmutableArray.Create(new global::Runproof.Core.Programs.Port[] {{ {string.Join(", ", parameters.Select(parameter => $"{Port}({Literal(parameter.Name)}, {Literal(parameter.Schema)})"))} }}),");
        code.Line($"Result = {Port}(\"result\", {Literal(result)}),");
        code.Line($"CanFail = {Literal(tile.CanFail)},");
        code.Line($"CanBreak = {Literal(tile.CanBreak)},");
        code.Line($"Source = {Literal(tile.Source)},");
        code.Line($"Toolchain = {Literal(tile.Toolchain)},");
        code.Line($"Entry = {entry},");
    }

    private static void EmitEntry(CodeWriter code, TileModel tile)
    {
        code.Line("/// <summary>Calls the tile by bytes.</summary>");
        code.Open($"public static {Units}.TileStatus Invoke(global::System.ReadOnlySpan<byte> input, ref {Codecs}.TileWriter writer)");
        code.Line($"var reader = new {Codecs}.TileReader(input);");
        for (int i = 0; i < tile.Parameters.Count; i++)
            code.Line($"{tile.Parameters[i].Type.Display} argument{i} = {tile.Parameters[i].Type.ReadCall};");
        EmitComplete(code);
        code.Line($"var result = {tile.Method}({string.Join(", ", tile.Parameters.Select((_, i) => $"argument{i}"))});");
        EmitFailure(code, tile);
        string value = tile.CanFail ? "result.Value" : "result";
        if (tile.CanBreak)
        {
            code.Line($"writer.WriteTag({value}.IsBreak ? 1u : 0u);");
            value += ".State";
        }

        code.Line(tile.Result.Write(value));
        code.Line($"return {Units}.TileStatus.Succeeded;");
        code.Close();
    }

    private static void EmitFold(CodeWriter code, TileModel tile)
    {
        TypeUse item = tile.Parameters[0].Type;
        code.Line("/// <summary>Calls the tile for each item of a list, by bytes.</summary>");
        code.Open($"public static {Units}.TileStatus InvokeFold(global::System.ReadOnlySpan<byte> input, ref {Codecs}.TileWriter writer)");
        code.Line($"var reader = new {Codecs}.TileReader(input);");
        code.Line($"int count = reader.ReadCount({item.MinSize});");
        code.Line($"var items = new {NewArray(item.Display)};");
        code.Line("for (int i = 0; i < count; i++)").Line($"    items[i] = {item.ReadCall};");
        code.Line($"{tile.Result.Display} state = {tile.Result.ReadCall};");
        for (int i = 2; i < tile.Parameters.Count; i++)
            code.Line($"{tile.Parameters[i].Type.Display} argument{i} = {tile.Parameters[i].Type.ReadCall};");
        EmitComplete(code);
        code.Open("for (int i = 0; i < count; i++)");
        code.Line($"var result = {tile.Method}(items[i], state{string.Concat(Enumerable.Range(2, tile.Parameters.Count - 2).Select(i => $", argument{i}"))});");
        EmitFailure(code, tile);
        string value = tile.CanFail ? "result.Value" : "result";
        code.Line($"state = {value}{(tile.CanBreak ? ".State" : "")};");
        if (tile.CanBreak)
        {
            code.Open($"if ({value}.IsBreak)");
            code.Line("writer.WriteTag(1);").Line(tile.Result.Write("state")).Line($"return {Units}.TileStatus.Succeeded;");
            code.Close();
        }

        code.Close();
        if (tile.CanBreak)
            code.Line("writer.WriteTag(0);");
        code.Line(tile.Result.Write("state"));
        code.Line($"return {Units}.TileStatus.Succeeded;");
        code.Close();
    }

    private static void EmitComplete(CodeWriter code) => code.Line("if (!reader.IsComplete)").Line($"    return {Units}.TileStatus.Malformed;");

    private static void EmitFailure(CodeWriter code, TileModel tile)
    {
        if (!tile.CanFail)
            return;
        code.Open("if (!result.IsOk)");
        code.Line("writer.WriteString(result.Error);").Line($"return {Units}.TileStatus.Failed;");
        code.Close();
    }

    private static string Breaking(string state) => $"enum{{Continue:{state},Break:{state}}}";

    private static string NewArray(string element)
    {
        int ranks = element.IndexOf("[]", StringComparison.Ordinal);
        return ranks < 0 || !element.EndsWith("[]", StringComparison.Ordinal) ? $"{element}[count]" : $"{element[..ranks]}[count]{element[ranks..]}";
    }

    private static string Literal(string text) => SymbolDisplay.FormatLiteral(text, quote: true);

    private static string Literal(bool value) => value ? "true" : "false";
}
