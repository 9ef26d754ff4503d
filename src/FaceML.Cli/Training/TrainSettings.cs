using FaceML.Augmentation;
using FaceML.Training;

namespace FaceML.Cli;

/// <summary>What <c>faceml train</c> was asked for.</summary>
/// <param name="Folder">The images.</param>
/// <param name="Groups">The file that says who is shown where; null for a folder per person.</param>
/// <param name="General">Images of general people; null for none.</param>
/// <param name="MostImages">Images of one person at most; 0 for all.</param>
/// <param name="Shift">How faces will be seen; null for as they are.</param>
/// <param name="Training">How is learned.</param>
/// <param name="Cache">The folder of the embeddings' cache.</param>
/// <param name="Checkpoint">Where a run is kept to go on from.</param>
/// <param name="Output">The pipeline to write.</param>
/// <param name="Onnx">Network and head as one file; null for none.</param>
/// <param name="Report">The page; null for none.</param>
internal sealed record TrainSettings(
    string Folder, string? Groups, string? General, int MostImages, FaceAugmentationOptions? Shift, FaceTrainingOptions Training,
    string Cache, string Checkpoint, string Output, string? Onnx, string? Report);
