namespace Runproof.TrainSamples.Tasks.Shapes;

/// <summary>The ten shapes; the value is the class. No shape is a turned or resized form of another.</summary>
internal enum ShapeKind
{
    /// <summary>A filled circle.</summary>
    Disc,

    /// <summary>A circle with a round hole.</summary>
    Ring,

    /// <summary>A filled square.</summary>
    Square,

    /// <summary>A square with a square hole.</summary>
    Frame,

    /// <summary>An equilateral triangle.</summary>
    Triangle,

    /// <summary>A star with five points.</summary>
    Star,

    /// <summary>Two bars that cross in their middles.</summary>
    Cross,

    /// <summary>Two bars, of which one ends in the middle of the other.</summary>
    Tee,

    /// <summary>One long bar.</summary>
    Bar,

    /// <summary>A circle less a shifted circle.</summary>
    Crescent,
}
