using System.Collections.Immutable;

namespace Runproof.Cli.Demo;

/// <summary>A model that lies beside the program.</summary>
/// <param name="Name">Name of its folder.</param>
/// <param name="Line">What it does, in one line.</param>
/// <param name="Classes">What its classes are called.</param>
internal sealed record DemoModel(string Name, string Line, ImmutableArray<string> Classes)
{
    /// <summary>The models of the demo; the first one tells the story.</summary>
    public static ImmutableArray<DemoModel> All { get; } =
    [
        new("net", "names the shape in a colour image of 32 by 32 pixels",
            ["disc", "ring", "square", "frame", "triangle", "star", "cross", "tee", "bar", "crescent"]),
        new("doom", "picks the best action in a small corridor game from four frames of 28 by 28 pixels",
            ["forward", "back", "left", "right", "shoot", "use", "wait"]),
    ];

    /// <summary>Folder of the model as it was shipped.</summary>
    public string Source => Path.Combine(AppContext.BaseDirectory, "samples", "models", Name);

    /// <summary>A class with its name, such as <c>0 (disc)</c>.</summary>
    public string ClassText(int? index) => index is not { } known ? "-" : known < Classes.Length ? $"{known} ({Classes[known]})" : $"{known}";

    /// <summary>Copies what a run needs into a folder of its own.</summary>
    /// <returns>The folder.</returns>
    /// <exception cref="IOException">The model does not lie beside the program, or the disk takes no copy.</exception>
    public string CopyTo(string folder)
    {
        var target = Path.Combine(folder, Name);
        Directory.CreateDirectory(target);
        foreach (var file in new[] { "model.onnx", "input.json", "calibration.bin" })
            File.Copy(Path.Combine(Source, file), Path.Combine(target, file));
        return target;
    }
}
