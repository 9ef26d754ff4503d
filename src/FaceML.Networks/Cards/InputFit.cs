namespace FaceML.Networks;

/// <summary>How an image of other proportions comes into a network's input.</summary>
public enum InputFit
{
    /// <summary>Stretched: width and height are scaled each by itself.</summary>
    Stretch,

    /// <summary>Scaled evenly until it fits, in the middle, with black beside it.</summary>
    Letterbox,
}
