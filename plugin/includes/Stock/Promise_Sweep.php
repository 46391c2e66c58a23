<?php
declare(strict_types=1);
namespace Pickwave\Stock;
final class Promise_Sweep { public function start_over(): void {} }
