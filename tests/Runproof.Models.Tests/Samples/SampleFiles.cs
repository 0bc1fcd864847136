using Runproof.Models.Samples;
using Runproof.TrainSamples.Tasks;
using Runproof.TrainSamples.Tasks.Corridor;
using Runproof.TrainSamples.Tasks.Shapes;

namespace Runproof.Models.Tests.Samples;

/// <summary>The samples of the checkout that these tests were built from.</summary>
internal static class SampleFiles
{
    public static SampleTask Task(string name) => name == "net" ? new ShapesTask() : new CorridorTask();

    public static string PathOf(string name, string file) => Path.Combine(Root(), "samples", "models", name, file);

    public static HoldoutSet Holdout(string name) => Set(name, "holdout.bin");

    public static HoldoutSet Calibration(string name) => Set(name, "calibration.bin");

    private static HoldoutSet Set(string name, string file)
    {
        var path = PathOf(name, file);
        Assert.True(HoldoutSet.TryRead(File.ReadAllBytes(path), path, out var set, out var error), error?.ToString());
        return set;
    }

    private static string Root()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Runproof.slnx")))
                return folder.FullName;
        }

        throw new InvalidOperationException("The tests do not run from a checkout.");
    }
}
