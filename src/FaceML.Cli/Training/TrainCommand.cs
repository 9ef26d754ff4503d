using System.CommandLine;

namespace FaceML.Cli;

/// <summary>
/// <c>faceml train</c>: a head learned on your own people, kept only when people it never saw are told apart better, and a threshold.
/// </summary>
internal static class TrainCommand
{
    public static Command Create(ToolTerminal terminal)
    {
        const string Purpose = "Learn from your people, measure on people held out, and save the better pipeline with a threshold.";
        var command = new Command("train", Purpose);
        var options = new TrainOptions();
        options.AddTo(command);
        RecognitionOptions recognition = new RecognitionOptions(terminal).AddEmbeddingTo(command);
        command.SetAction((parsed, cancellationToken) =>
            Task.FromResult(TrainJob.Run(terminal, options.Read(parsed, recognition.Read(parsed)), cancellationToken)));
        return command;
    }
}
