using FaceML.AspNetCore;
using FaceML.AspNetCore.Recognition;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace FaceML.Cli;

/// <summary><c>faceml serve</c>: the API, the page, health and metrics.</summary>
internal static class ServeCommand
{
    public static Command Create(ToolTerminal terminal)
    {
        var command = new Command("serve", "Serve face recognition over HTTP: an API, a page to try it, health and metrics.");
        ServeArguments arguments = new ServeArguments().AddTo(command);
        RecognitionOptions recognition = new RecognitionOptions(terminal).AddServingTo(command);
        command.Add(ServeHealthCommand.Create(terminal));
        command.SetAction(async (parsed, cancellationToken) =>
        {
            WebApplicationBuilder builder = ServeHost.CreateBuilder();
            string url = arguments.Url(parsed) ?? builder.Configuration["FaceML:Url"] ?? ServeHost.DefaultUrl;
            void Configure(FaceMLOptions options)
            {
                builder.Configuration.GetSection("FaceML").Bind(options);
                arguments.Apply(parsed, options);
                recognition.Apply(parsed, options);
            }

            await using WebApplication host =
                ServeHost.Build(builder, url, Configure, options => recognition.InstallMissing(options.Preset));
            await host.StartAsync(cancellationToken);
            string urls = string.Join(", ", host.Urls);
            terminal.Output.WriteLine($"Serving {urls}: the page at /, the API at /v1, its description at /scalar.");
            if (host.Services.GetRequiredService<FaceMLOptions>().Batching)
            {
                int faces = host.Services.GetRequiredService<FaceEngine>().FacesInRun;
                terminal.Output.WriteLine(faces > 1
                    ? $"Faces of requests at the same time are embedded up to {faces} in a run."
                    : "Faces are embedded one in a run: more are not quicker on this machine.");
            }

            await host.WaitForShutdownAsync(cancellationToken);
            return ExitCode.Success;
        });
        return command;
    }
}
