using Microsoft.CodeAnalysis;
using Runproof.Tiles.Generator.Models;

namespace Runproof.Tiles.Generator.Emitting;

/// <summary>Writes the codec of one type: integers, spans and arrays only, as guests need it, unless the type itself is something that guests do not have.</summary>
internal static class CodecEmitter
{
    public static void Emit(SourceProductionContext context, CodecModel codec)
    {
        var code = new CodeWriter();
        code.Open($"namespace {codec.Assembly}");
        code.Open("internal static partial class Codecs");
        code.Open($"internal static void Write_{codec.Name}(ref global::Runproof.Tiles.Codecs.TileWriter writer, {codec.Display} value)");
        code.Line(codec.WriteBody).Close().Line();
        code.Open($"internal static {codec.Display} Read_{codec.Name}(ref global::Runproof.Tiles.Codecs.TileReader reader)");
        code.Line(codec.ReadBody).Close();
        code.Close().Close();
        context.AddSource(HintName.Of($"Codecs.{codec.Name}"), code.ToString());
    }
}
