using FaceML.Bench.Calibration;
using FaceML.Bench.Cards;
using FaceML.Bench.Degradations;
using FaceML.Bench.Detection;
using FaceML.Bench.Galleries;
using FaceML.Bench.Images;
using FaceML.Bench.Liveness;
using FaceML.Bench.Networks;
using FaceML.Bench.NetworkTraining;
using FaceML.Bench.Overhead;
using FaceML.Bench.Parts;
using FaceML.Bench.Peers;
using FaceML.Bench.Providers;
using FaceML.Bench.Quantization;
using FaceML.Bench.Server;
using FaceML.Bench.Serving;
using FaceML.Bench.StockChain;
using FaceML.Bench.Streaming;
using FaceML.Bench.Training;

RootCommand root = new("Measures FaceML's whole pipelines. The data sets are looked for in the folder that FACEML_DATASETS names.")
{
    LfwView2Command.Create(),
    DetectionCommand.Create(),
    GroupImagesCommand.Create(),
    DegradationsCommand.Create(),
    DiscardCommand.Create(),
    LivenessCommand.Create(),
    UprightShapeCommand.Create(),
    FaceCoverageCommand.Create(),
    TurnedAndCroppedCommand.Create(),
    CropsOfOthersCommand.Create(),
    SearchCostCommand.Create(),
    DecodeCommand.Create(),
    OverheadCommand.Create(),
    VerifyCostCommand.Create(),
    ProvidersCommand.Create(),
    HotSwapCommand.Create(),
    ServerColdStartCommand.Create(),
    ServerLoadCommand.Create(),
    ServerSoakCommand.Create(),
    ServerHostileCommand.Create(),
    EmbedStreamCommand.Create(),
    StockChainCommand.Create(),
    PeersCommand.Create(),
    PartsCommand.Create(),
    ImageLoadersCommand.Create(),
    NetworksCommand.Create(),
    Int8Command.Create(),
    WrongCardsCommand.Create(),
    LfwEmbeddings.CreateCommand(),
    AllPairsCommand.Create(),
    PromiseCommand.Create(),
    IdentificationCommand.Create(),
    ShippedCalibrationCommand.Create(),
    GallerySearchCommand.Create(),
    GalleryLfwCommand.Create(),
    GalleryPostgresCommand.Create(),
    GalleryKillCommand.Create(),
    GalleryKillCommand.CreateEnroller(),
    PipelineView2Command.Create(),
    TrainCommand.Create(),
    TrainShiftCommand.Create(),
    TrainAugmentedCommand.Create(),
    HeadSpeedCommand.Create(),
    ClassicalCommand.Create(),
    ClusterCommand.Create(),
    FineTuneCommand.Create(),
    FromNothingCommand.Create(),
    DistillCommand.Create(),
    NetworkCostCommand.Create(),
    TrainingPeersCommand.Create(),
};
return root.Parse(args).Invoke();
