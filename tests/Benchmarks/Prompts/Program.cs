using System.Diagnostics;
using System.Globalization;
using Keepalive.Benchmarks;

// Keepalive.Prompting ROUNDS COMPANION; as the browser: Keepalive.Prompting --browser ADDRESS FOLDER
if (args is ["--browser", var address, var folder])
{
    return await PageVisit.RunAsync(new Uri(address), folder);
}

if (args is not [var count, var companion] || !int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out int rounds) || OperatingSystem.IsWindows())
{
    await Console.Error.WriteLineAsync("usage: Keepalive.Prompting ROUNDS COMPANION (Linux, macOS)");
    return 64;
}

List<double> toPage = [];
List<double> toTool = [];
List<long> idle = [];
List<long> after = [];
for (int round = 0; round < rounds; round++)
{
    using var home = new AskingHome();
    using Process refresh = home.Start(Path.GetFullPath(companion));
    long asked = await home.WaitForAsync("asked");
    long started = await home.WaitForAsync("browser-started");
    long visited = await home.WaitForAsync("visit-begun");
    long typeable = await home.WaitForAsync("typeable");
    if (round == rounds - 1 && OperatingSystem.IsLinux())
    {
        (int worker, int port) = home.ReadRecord();
        await Task.Delay(TimeSpan.FromSeconds(3));
        idle.Add(AskingHome.ResidentMemory(worker));
        await PageVisit.DisturbAsync(port, 300);
        await Task.Delay(TimeSpan.FromSeconds(3));
        after.Add(AskingHome.ResidentMemory(worker));
    }

    home.Allow();
    long sent = await home.WaitForAsync("sent");
    long received = await home.WaitForAsync("received");
    await refresh.WaitForExitAsync();
    toPage.Add((started - asked + (typeable - visited)) / 1e6);
    toTool.Add((received - sent) / 1e6);
}

Console.WriteLine($"A question on the page, {rounds} rounds (median, min, max):");
Console.WriteLine(Row("the tool's prompt until the page can be typed into, without the browser's start, ms", toPage));
Console.WriteLine(Row("the answer until the tool has it, ms", toTool));
idle.ForEach(static memory => Console.WriteLine($"  the waiting worker, idle: {memory / 1024.0:0.0} MiB resident"));
after.ForEach(static memory => Console.WriteLine($"  the same after 300 requests of another program: {memory / 1024.0:0.0} MiB resident"));
return 0;

static string Row(string what, List<double> values)
{
    values.Sort();
    return string.Create(CultureInfo.InvariantCulture, $"  {what}: {values[values.Count / 2]:0} ({values[0]:0}, {values[^1]:0})");
}
