namespace FaceML.Import.Tflite;

/// <summary>In which order a converted value has its dimensions.</summary>
internal enum Layout
{
    /// <summary>As in the TensorFlow Lite file; the last dimension is the channels.</summary>
    ChannelsLast,

    /// <summary>A value of four dimensions with the channels behind the batch: N×C×H×W.</summary>
    ChannelsFirst,
}
