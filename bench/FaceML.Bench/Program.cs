using System.CommandLine;
using FaceML.Bench.Detection;
using FaceML.Bench.Lfw;
using FaceML.Bench.Overhead;
using FaceML.Bench.Training;

RootCommand root = new("Measures FaceML's whole pipelines. The data sets are looked for in the folder that FACEML_DATASETS names.")
{
    LfwView2Command.Create(),
    DetectionCommand.Create(),
    OverheadCommand.Create(),
    TrainCommand.Create(),
};
return root.Parse(args).Invoke();
