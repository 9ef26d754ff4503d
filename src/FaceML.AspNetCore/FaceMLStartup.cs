using FaceML.AspNetCore.Models;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace FaceML.AspNetCore;

/// <summary>
/// Loads keys, networks, models and galleries before the host takes requests: what cannot be served ends the start with its reason.
/// </summary>
internal sealed class FaceMLStartup(IServiceProvider services) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        services.GetRequiredService<ApiKeyRing>();
        Task models = Task.Run(() => services.GetRequiredService<ServedModels>(), cancellationToken);
        FaceEngine engine = services.GetRequiredService<FaceEngine>();
        Task warm = Task.Run(engine.Recognizer.WarmUp, cancellationToken);
        services.GetRequiredService<GalleryRegistry>();
        await Task.WhenAll(models, warm);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
