namespace Runproof.TrainSamples.Tasks.Corridor;

/// <summary>A monster or a fireball, which moves at most one cell between frames and never turns.</summary>
/// <param name="X">Column in the newest frame.</param>
/// <param name="Y">Row in the newest frame.</param>
/// <param name="StepX">Columns per frame: -1, 0 or 1.</param>
/// <param name="StepY">Rows per frame: -1, 0 or 1.</param>
internal readonly record struct Mover(int X, int Y, int StepX, int StepY)
{
    /// <summary>Where it is <paramref name="frames"/> frames after the newest; negative for earlier ones.</summary>
    public (int X, int Y) At(int frames) => (X + StepX * frames, Y + StepY * frames);
}
